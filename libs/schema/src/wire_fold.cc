#include "assay/schema/wire_fold.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <array>
#include <limits>

#include "assay/base/wire_fields.h"
#include "assay/options.pb.h"
#include "fold_plan.h"

namespace assay::schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;

constexpr size_t kStepsMax = 64;
constexpr int kSourceNumberMax = 255;

std::string TagOf(const FieldDescriptor* field) {
  auto type = WireFormatLite::WireTypeForFieldType(
      static_cast<WireFormatLite::FieldType>(static_cast<int>(field->type())));
  bool packed = field->is_packed();
  std::string tag;
  google::protobuf::io::StringOutputStream stream(&tag);
  google::protobuf::io::CodedOutputStream(&stream).WriteVarint32(WireFormatLite::MakeTag(
      field->number(), packed ? WireFormatLite::WIRETYPE_LENGTH_DELIMITED : type));
  return tag;
}

std::string ConstantBytes(const ConstantPlan& plan) {
  std::string bytes = TagOf(plan.target);
  bool is_text = plan.target->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  bool is_default = is_text ? plan.value.empty() : plan.number == 0;
  if (is_default && !plan.target->has_presence()) {
    return "";
  }
  std::string value;
  {
    google::protobuf::io::StringOutputStream stream(&value);
    google::protobuf::io::CodedOutputStream out(&stream);
    if (is_text) {
      out.WriteVarint32(static_cast<uint32_t>(plan.value.size()));
      out.WriteString(plan.value);
    } else {
      out.WriteVarint32SignExtended(plan.number);
    }
  }
  return bytes + value;
}

// Whether a value is written in the record as it is in the event.
bool WrittenAlike(const FieldDescriptor* source, const FieldDescriptor* target) {
  return source->type() == target->type() && source->is_packed() == target->is_packed() &&
         source->is_repeated() == target->is_repeated() &&
         (source->has_presence() || !target->has_presence());
}

// A text or number that a field without presence does not write.
bool IsDefault(std::string_view field) {
  WireFields one(field);
  return one.Next() && one.value().empty() && one.varint() == 0;
}

bool IsKeyed(const FieldDescriptor* list) {
  return !list->options().GetExtension(assay::fold).key().empty();
}

}  // namespace

// Where each step's fields lie in the event.
struct WireFold::Said {
  std::array<std::string_view, kStepsMax> fields;
};

std::optional<WireFold::Step::Does> WireFold::WhatDoes(const FieldPlan& plan) {
  using Does = Step::Does;
  switch (plan.does) {
    case FieldPlan::Does::kRemovesElement:
      return std::nullopt;
    case FieldPlan::Does::kAddsElement:
      if (plan.target->type() == FieldDescriptor::TYPE_STRING) {
        return Does::kAppendsIfNew;
      }
      return plan.target->type() == FieldDescriptor::TYPE_MESSAGE && !IsKeyed(plan.target)
                 ? std::optional(Does::kAppends)
                 : std::nullopt;
    case FieldPlan::Does::kCopies:
      if (!WrittenAlike(plan.source, plan.target)) {
        return std::nullopt;
      }
      return plan.source->has_presence() ? Does::kReplacesIfSaid : Does::kReplaces;
  }
  return std::nullopt;
}

std::unique_ptr<const WireFold> WireFold::Of(const Descriptor* event, const Descriptor* record) {
  FoldPlan plan = MakeFoldPlan(event, record);
  auto fold = std::make_unique<WireFold>();
  std::vector<Step>& steps = fold->steps_;
  for (const FieldPlan& field : plan.fields) {
    auto does = WhatDoes(field);
    if (!does || field.source->number() > kSourceNumberMax) {
      return nullptr;
    }
    std::string from = TagOf(field.source);
    std::string to = TagOf(field.target);
    steps.push_back({*does, field.source->number(), field.target->number(), to, from.size(),
                     from == to, field.target->has_presence(), ""});
  }
  for (const ConstantPlan& constant : plan.constants) {
    steps.push_back({Step::Does::kSets, 0, constant.target->number(), "", 0, false, true,
                     ConstantBytes(constant)});
  }
  std::sort(steps.begin(), steps.end(),
            [](const Step& a, const Step& b) { return a.target < b.target; });
  // Of two that write one field the order would count.
  auto twice = std::adjacent_find(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
    return a.target == b.target;
  });
  if (twice != steps.end() || steps.size() > kStepsMax) {
    return nullptr;
  }
  fold->step_of_.assign(kSourceNumberMax + 1, -1);
  for (size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].source != 0) {
      fold->step_of_[static_cast<size_t>(steps[i].source)] = static_cast<int8_t>(i);
    }
  }
  return fold;
}

bool WireFold::Collect(std::string_view event, Said* said) const {
  WireFields fields(event);
  int last = 0;
  while (fields.Next()) {
    if (fields.number() < last) {
      return false;
    }
    last = fields.number();
    int step = last <= kSourceNumberMax ? step_of_[static_cast<size_t>(last)] : -1;
    if (step >= 0) {
      std::string_view& so_far = said->fields[static_cast<size_t>(step)];
      so_far = so_far.empty()
                   ? fields.field()
                   : std::string_view(so_far.data(), so_far.size() + fields.field().size());
    }
  }
  return fields.whole();
}

void WireFold::Append(const Step& step, std::string_view fields, std::string* folded) {
  if (step.same_tag) {
    folded->append(fields);
    return;
  }
  WireFields each(fields);
  while (each.Next()) {
    folded->append(step.tag).append(each.field().substr(step.source_tag));
  }
}

// `before` is what the record has there, `said` what the event says.
void WireFold::AppendStep(const Step& step, std::string_view before, std::string_view said,
                          std::string* folded) {
  auto value = [](std::string_view field) {
    WireFields one(field);
    return one.Next() ? one.value() : std::string_view();
  };
  switch (step.does) {
    case Step::Does::kReplaces:
      return Append(step, said, folded);
    case Step::Does::kReplacesIfSaid:
      if (said.empty()) {
        folded->append(before);
      } else if (step.writes_defaults || !IsDefault(said)) {
        Append(step, said, folded);
      }
      return;
    case Step::Does::kAppends:
      folded->append(before);
      return Append(step, said, folded);
    case Step::Does::kAppendsIfNew: {
      folded->append(before);
      std::string_view text = value(said);
      bool known = text.empty();
      for (WireFields each(before); !known && each.Next();) {
        known = each.value() == text;
      }
      return known ? void() : Append(step, said, folded);
    }
    case Step::Does::kSets:
      folded->append(step.constant);
      return;
  }
}

bool WireFold::Fold(std::string_view record, std::string_view event, std::string* folded) const {
  Said said;
  if (!Collect(event, &said)) {
    return false;
  }
  size_t size = folded->size();
  WireFields old(record);
  bool more = old.Next();
  int last = 0;
  // The record's fields below `number`, as they lie.
  auto keep_below = [&](int number) {
    while (more && old.number() < number && old.number() >= last) {
      last = old.number();
      folded->append(old.field());
      more = old.Next();
    }
  };
  for (size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    keep_below(step.target);
    std::string_view before;
    while (more && old.number() == step.target) {
      last = step.target;
      before = before.empty() ? old.field()
                              : std::string_view(before.data(), before.size() + old.field().size());
      more = old.Next();
    }
    AppendStep(step, before, said.fields[i], folded);
  }
  keep_below(std::numeric_limits<int>::max());
  if (more || !old.whole()) {  // out of order, or no message
    folded->resize(size);
    return false;
  }
  return true;
}

}  // namespace assay::schema
