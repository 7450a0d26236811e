#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace assay::formats {

// Fills every field of a message, and of the messages in it, with values made of field names and
// numbers: the same today and in ten years. Lists get two elements; a message inside itself stays
// empty.
void Fill(google::protobuf::Message* message);

// What of `stored` reads otherwise than Fill has filled it, by path; empty when all of it reads as
// it was meant. Fields that `stored` does not have were added after it was written.
std::string Difference(const google::protobuf::Message& stored);

}  // namespace assay::formats
