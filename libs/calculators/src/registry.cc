#include "assay/calculators/registry.h"

#include <utility>

#include "assay/base/check.h"
#include "assay/calculators/calculate.h"
#include "assay/schema/plain_json.h"

namespace assay::calculators {

template <typename Request>
void Registry::Add() {
  functions_[Request::descriptor()] = [](const rules::Ruleset& ruleset,
                                         const schema::Message& message) -> Answer {
    auto answered = calculators::Calculate(ruleset, static_cast<const Request&>(message));
    if (auto* rejection = std::get_if<Rejection>(&answered)) {
      return std::move(*rejection);
    }
    using Response = std::variant_alternative_t<0, decltype(answered)>;
    return std::make_unique<Response>(std::get<Response>(std::move(answered)));
  };
}

Registry::Registry(const schema::Catalog& catalog) : catalog_(catalog) {
  Add<v1::AuditTime>();
  Add<v1::CoolingOff>();
  Add<v1::Cycle>();
  Add<v1::MajorDeadline>();
  Add<v1::Restoration>();
  Add<v1::SiteSample>();
  Add<v1::Suspension>();
  Add<v1::Transfer>();
  ASSAY_CHECK(functions_.size() == catalog.calculators().size());
  for (const auto& [name, calculator] : catalog.calculators()) {
    ASSAY_CHECK(functions_.contains(calculator.message));
  }
}

std::variant<std::unique_ptr<schema::Message>, Rejection> Registry::Calculate(
    const rules::Ruleset& ruleset, std::string_view name, std::string_view json) const {
  const schema::CalculatorType* calculator = catalog_.FindCalculator(name);
  if (calculator == nullptr) {
    std::string names;
    for (const auto& [known, type] : catalog_.calculators()) {
      names += (names.empty() ? "" : ", ") + known;
    }
    return Rejection{.code = "not-found",
                     .message = "There is no calculator of this name; there are " + names + "."};
  }
  std::unique_ptr<schema::Message> request = schema::NewMessage(calculator->message);
  auto fault = schema::FromPlainJson(json, request.get());
  fault = fault ? fault : schema::ValidatePlain(*request);
  if (fault) {
    return std::move(*fault);
  }
  return functions_.at(calculator->message)(ruleset, *request);
}

}  // namespace assay::calculators
