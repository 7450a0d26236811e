#pragma once

#include <map>
#include <string>

// Files of this folder. Tests run from the top of the source tree.
namespace assay::formats {

// Whether what is new is to be added: ASSAY_UPDATE_LOCK=1.
bool IsUpdating();
inline constexpr char kHowToUpdate[] =
    "; if it is new, add it: ASSAY_UPDATE_LOCK=1 build/dev/bin/formats_test, and commit the lines";

// The lines "key value" of a file, by key; empty when there is no file.
std::map<std::string, std::string> ReadLines(const std::string& name);
void WriteLines(const std::string& name, const std::map<std::string, std::string>& lines);

// The bytes of a file of hexadecimal digits in lines of 32 bytes; empty when there is none.
std::string ReadHex(const std::string& name);
void WriteHex(const std::string& name, const std::string& bytes);

}  // namespace assay::formats
