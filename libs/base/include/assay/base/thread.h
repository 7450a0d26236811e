#pragma once

#include <cstddef>
#include <functional>
#include <thread>

namespace assay {

// A thread that debuggers, profilers and `top -H` show under `name` (at most 15 characters; the rest
// is cut).
std::thread StartThread(const char* name, std::function<void()> run);

// How many threads the machine runs at once; at least 1.
size_t Processors();

}  // namespace assay
