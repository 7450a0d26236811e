# Writes OUT: a C++ file with the texts of OUTLINES (a comma-separated list of files) and TOPICS as constants. Run with
# -DOUTLINES=... -DTOPICS=... -DOUT=...
string(REPLACE "," ";" files "${OUTLINES}")
set(constants "")
set(names "")
set(number 0)
foreach(file IN LISTS files)
  file(READ ${file} text)
  string(APPEND constants "constexpr std::string_view kOutline${number} = R\"~toml~(${text})~toml~\";\n\n")
  string(APPEND names "kOutline${number}, ")
  math(EXPR number "${number} + 1")
endforeach()
file(READ ${TOPICS} topics)
file(WRITE ${OUT} "// Generated from libs/standards/data.
#include \"built_in.h\"

namespace assay::standards {
namespace {

${constants}constexpr std::string_view kTopics = R\"~toml~(${topics})~toml~\";

}  // namespace

std::vector<std::string_view> BuiltInOutlineTexts() { return {${names}}; }

std::string_view BuiltInTopicsText() { return kTopics; }

}  // namespace assay::standards
")
