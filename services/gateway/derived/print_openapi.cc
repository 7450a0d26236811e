#include <iostream>

#include "services/gateway/derived/openapi.h"

// Prints the OpenAPI document as the gateway serves it, for builds that derive from it.
int main() {
  std::cout << assay::gateway::OpenApiDocument(assay::schema::Catalog());
  return std::cout.flush() ? 0 : 1;
}
