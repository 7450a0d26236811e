# The one place that says how Assay is compiled: language, warnings, sanitizers, third-party packages, and one function
# for each kind of target. No code lives here.
include_guard(GLOBAL)

option(ASSAY_TESTS "Build the tests and benchmarks" ON)
option(ASSAY_WERROR "Treat warnings as errors" ON)
option(ASSAY_BULK "Compile many sources at once: half the time from nothing, more after a small change" OFF)
set(ASSAY_SANITIZE "" CACHE STRING "Sanitizers to build with, e.g. address,undefined or thread")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # ccache takes a precompiled header only when it may trust its macros and times.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Protobuf REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url system)
find_package(OpenSSL 3 REQUIRED)
find_package(cppzmq REQUIRED)
find_package(RocksDB REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(CURL REQUIRED)
find_package(date REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(MAGIC REQUIRED IMPORTED_TARGET libmagic)
pkg_check_modules(ZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(TCMALLOC REQUIRED IMPORTED_TARGET libtcmalloc_minimal)
pkg_check_modules(ICAL REQUIRED IMPORTED_TARGET libical)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
if(ASSAY_TESTS)
  find_package(GTest REQUIRED)
  find_package(benchmark REQUIRED)
endif()

add_library(assay_options INTERFACE)
target_compile_options(assay_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wimplicit-fallthrough -Werror=switch
  # Members left out of a designated initializer keep their documented defaults.
  -Wno-missing-field-initializers)
if(ASSAY_WERROR)
  target_compile_options(assay_options INTERFACE -Werror)
endif()
if(ASSAY_SANITIZE)
  # GCC 12 loses track of the standard library's own objects in instrumented code.
  target_compile_options(assay_options INTERFACE -Wno-maybe-uninitialized)
  add_compile_options(-fsanitize=${ASSAY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${ASSAY_SANITIZE})
endif()

# Compiles the sources of a target several at once, and the headers that cost most of the time to compile it, if any are
# given, once for all of them. Only where asked for: it makes a build from nothing quicker, and one after a small change
# slower. What one source names for itself, no other source of the target may name otherwise.
function(assay_bulk target)
  if(ASSAY_BULK)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    if(ARGN)
      target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
  endif()
endfunction()

# assay_library(<name> [SOURCES ...] [HEADERS ...] [PUBLIC dep...] [PRIVATE dep...] [HEAVY header...])
# Makes assay_<name> with alias assay::<name>. Public headers live in include/assay/<name>/ and each compiles on its own
# (target all_verify_interface_header_sets).
function(assay_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;PUBLIC;PRIVATE;HEAVY" ${ARGN})
  list(TRANSFORM arg_HEADERS PREPEND include/assay/${name}/)
  if(arg_SOURCES)
    list(TRANSFORM arg_SOURCES PREPEND src/)
    add_library(assay_${name} STATIC ${arg_SOURCES})
    target_sources(assay_${name} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${arg_HEADERS})
    target_include_directories(assay_${name} PRIVATE src)
    target_link_libraries(assay_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} assay_options)
    assay_bulk(assay_${name} ${arg_HEAVY})
    set_target_properties(assay_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  else()
    add_library(assay_${name} INTERFACE)
    target_sources(assay_${name} INTERFACE FILE_SET HEADERS BASE_DIRS include FILES ${arg_HEADERS})
    target_link_libraries(assay_${name} INTERFACE ${arg_PUBLIC})
  endif()
  add_library(assay::${name} ALIAS assay_${name})
endfunction()

# assay_service_library(<name> SOURCES ... [PUBLIC dep...] [PRIVATE dep...] [HEAVY header...])
# The code of one service, or one room of it; headers are included by their path from the top: "services/audits/module.h".
function(assay_service_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE;HEAVY" ${ARGN})
  add_library(assay_${name} STATIC ${arg_SOURCES})
  target_include_directories(assay_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(assay_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} assay_options)
  assay_bulk(assay_${name} ${arg_HEAVY})
  add_library(assay::${name} ALIAS assay_${name})
endfunction()

# assay_executable(<binary name> SOURCES ... DEPS ...)
function(assay_executable name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} assay_options)
  assay_bulk(${name})
  if(NOT ASSAY_SANITIZE)
    # Entries are made by one thread and freed by another; a fifth more commands per second than with the C library's.
    target_link_libraries(${name} PRIVATE PkgConfig::TCMALLOC)
  endif()
endfunction()

# assay_test(<name> SOURCES ... DEPS ... [LABELS ...] [TIMEOUT seconds] [HEAVY header...])
# One GoogleTest binary, one ctest test.
function(assay_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;DEPS;LABELS;HEAVY" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} GTest::gtest GTest::gmock GTest::gtest_main assay_options)
  if(arg_HEAVY)
    assay_bulk(${name} ${arg_HEAVY})
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
    ENVIRONMENT "ASSAY_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/tsan.supp")
endfunction()
