#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "assay/base/rejection.h"
#include "assay/rules/ruleset.h"
#include "assay/schema/catalog.h"

namespace assay::calculators {

// The calculators by name, for whoever has JSON: the gateway and the command line. Immutable; any
// thread.
class Registry {
 public:
  // Aborts when proto/ has a calculator without a function here, or the other way round: that is a
  // bug of ours. `catalog` outlives the registry.
  explicit Registry(const schema::Catalog& catalog);

  // The answer to a request in plain JSON (assay/schema/plain_json.h). Rejections: "not-found" for
  // an unknown name, "malformed-json", "invalid-field", "missing-field".
  std::variant<std::unique_ptr<schema::Message>, Rejection> Calculate(const rules::Ruleset& ruleset,
                                                                      std::string_view name,
                                                                      std::string_view json) const;

 private:
  using Answer = std::variant<std::unique_ptr<schema::Message>, Rejection>;
  using Function = std::function<Answer(const rules::Ruleset&, const schema::Message&)>;

  template <typename Request>
  void Add();

  const schema::Catalog& catalog_;
  std::map<const schema::Descriptor*, Function> functions_;
};

}  // namespace assay::calculators
