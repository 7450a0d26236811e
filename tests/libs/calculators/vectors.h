#pragma once

#include <string>
#include <vector>

#include "assay/schema/catalog.h"

namespace assay::calculators {

// A line of vectors.txt.
struct Vector {
  std::string id;
  std::string calculator;
  std::string request;
  std::string answer;    // the fields that are looked at
  std::string warnings;  // "BLOCK T-5, WARN T-8", "OK", or "-"
};

// All of them; fails the test when the file is not as it says. Read below the current folder, the
// top of the source tree.
std::vector<Vector> ReadVectors();

// Fails the test, naming the vector, where the answer in plain JSON is not what the vector says.
void ExpectAnswer(const schema::Catalog& catalog, const Vector& vector, const std::string& answer);

}  // namespace assay::calculators
