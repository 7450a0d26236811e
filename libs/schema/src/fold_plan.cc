#include "fold_plan.h"

#include <optional>

#include "assay/base/check.h"
#include "assay/options.pb.h"

namespace assay::schema {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

namespace {

std::optional<FieldPlan> PlanField(const FieldDescriptor* field, const Descriptor* record) {
  const assay::Fold& fold = field->options().GetExtension(assay::fold);
  if (!fold.out_of().empty()) {
    const FieldDescriptor* list = record->FindFieldByName(fold.out_of());
    ASSAY_CHECK(list != nullptr && list->is_repeated());
    return FieldPlan{FieldPlan::Does::kRemovesElement, field, list};
  }
  const std::string& name = fold.into().empty() ? field->name() : fold.into();
  const FieldDescriptor* target = record->FindFieldByName(name);
  ASSAY_CHECK(fold.into().empty() || target != nullptr);
  if (target == nullptr || name == "id" || name == "meta" || !HoldSameType(field, target)) {
    return std::nullopt;
  }
  bool element = target->is_repeated() && !field->is_repeated();
  return FieldPlan{element ? FieldPlan::Does::kAddsElement : FieldPlan::Does::kCopies, field,
                   target};
}

ConstantPlan PlanConstant(const std::string& assignment, const Descriptor* record) {
  size_t equals = assignment.find('=');
  ASSAY_CHECK(equals != std::string::npos);
  ConstantPlan plan{record->FindFieldByName(assignment.substr(0, equals)),
                    assignment.substr(equals + 1), 0};
  ASSAY_CHECK(plan.target != nullptr);
  if (plan.target->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    plan.number = plan.value == "true" ? 1 : 0;
  } else if (plan.target->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const auto* value = plan.target->enum_type()->FindValueByName(plan.value);
    ASSAY_CHECK(value != nullptr);
    plan.number = value->number();
  }
  return plan;
}

}  // namespace

bool HoldSameType(const FieldDescriptor* a, const FieldDescriptor* b) {
  if (a->cpp_type() != b->cpp_type()) {
    return false;
  }
  if (a->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    return a->message_type() == b->message_type();
  }
  return a->cpp_type() != FieldDescriptor::CPPTYPE_ENUM || a->enum_type() == b->enum_type();
}

FoldPlan MakeFoldPlan(const Descriptor* event, const Descriptor* record) {
  FoldPlan plan;
  for (int i = 0; i < event->field_count(); ++i) {
    if (auto field = PlanField(event->field(i), record)) {
      plan.fields.push_back(*field);
    }
  }
  for (const std::string& assignment : event->options().GetExtension(assay::event).set()) {
    plan.constants.push_back(PlanConstant(assignment, record));
  }
  return plan;
}

}  // namespace assay::schema
