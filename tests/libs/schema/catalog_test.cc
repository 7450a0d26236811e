// proto/ does not contradict itself: what an option names exists and fits, what a command needs is
// said.
#include "assay/schema/catalog.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "assay/common.pb.h"
#include "tests/libs/schema/language.h"

namespace assay::schema {
namespace {

const assay::Is& IsOf(const FieldDescriptor* field) {
  return field->options().GetExtension(assay::is);
}
const assay::Fold& FoldOf(const FieldDescriptor* field) {
  return field->options().GetExtension(assay::fold);
}
const FieldDescriptor* FieldOf(const Descriptor* type, const std::string& name) {
  return type->FindFieldByName(name);
}

class Language : public ::testing::Test {
 protected:
  template <typename Visit>
  void ForEachEvent(Visit visit) {
    for (const auto& [name, record] : catalog_.records()) {
      for (const Descriptor* event : record.events) {
        visit(record, event);
      }
    }
  }
  template <typename Visit>
  void ForEachEventField(Visit visit) {
    ForEachEvent([&](const RecordType& record, const Descriptor* event) {
      for (int i = 0; i < event->field_count(); ++i) {
        visit(record, event->field(i));
      }
    });
  }
  // Where a field of an event goes; null: it stays in the event.
  static const FieldDescriptor* PlaceOf(const RecordType& record, const FieldDescriptor* field) {
    const assay::Fold& fold = FoldOf(field);
    if (!fold.out_of().empty() || field->name() == "id" || field->name() == "meta") {
      return nullptr;
    }
    return FieldOf(record.state, fold.into().empty() ? field->name() : fold.into());
  }

  Catalog catalog_;
};

TEST_F(Language, HoldsTheServicesOfTheInstallation) {
  EXPECT_EQ(catalog_.services(),
            (std::vector<std::string>{"actions", "audits", "directory", "scheduling", "training"}));
}

TEST_F(Language, ThereIsNoFloatAnywhere) {
  for (const Descriptor* message : AllMessages()) {
    for (int i = 0; i < message->field_count(); ++i) {
      auto type = message->field(i)->type();
      EXPECT_TRUE(type != FieldDescriptor::TYPE_FLOAT && type != FieldDescriptor::TYPE_DOUBLE)
          << message->field(i)->full_name() << ": take an integer or a decimal string";
    }
  }
}

TEST_F(Language, AnEnumBeginsWithAValueThatSaysNothing) {
  for (const auto* type : AllEnums()) {
    const std::string& first = type->FindValueByNumber(0)->name();
    EXPECT_TRUE(first.ends_with("_UNSPECIFIED")) << type->full_name() << " begins with " << first;
  }
}

// --- Records ---

TEST_F(Language, ACollectionIsOfOneRecord) {
  std::set<std::string> collections;
  for (const auto& [name, record] : catalog_.records()) {
    EXPECT_FALSE(record.options.collection().empty()) << name;
    EXPECT_TRUE(collections.insert(record.options.collection()).second)
        << name << ": another record is the collection " << record.options.collection();
    EXPECT_FALSE(record.events.empty()) << name << " has no events";
  }
}

TEST_F(Language, AnIndexNamesAFieldOfTheRecord) {
  for (const auto& [name, record] : catalog_.records()) {
    for (const std::string& field : record.options.index()) {
      EXPECT_TRUE(field == "@organisation" || FieldAt(record.state, field) != nullptr)
          << name << " has no field " << field << " to keep an index of";
    }
  }
}

TEST_F(Language, AKeyNamesAFieldOfTheElementsOfAList) {
  for (const Descriptor* message : AllMessages()) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      const std::string& key = FoldOf(field).key();
      if (key.empty()) {
        continue;
      }
      bool good = field->is_repeated() && field->message_type() != nullptr &&
                  FieldOf(field->message_type(), key) != nullptr;
      EXPECT_TRUE(good) << field->full_name() << ": its elements have no field " << key;
    }
  }
}

// --- Events ---

TEST_F(Language, AnEventBelongsToOneRecord) {
  std::set<std::string> seen;
  ForEachEvent([&](const RecordType& record, const Descriptor* event) {
    EXPECT_TRUE(seen.insert(event->full_name()).second)
        << event->full_name() << " is in two sets of events";
    EXPECT_EQ(catalog_.FindEventRecord(event->full_name()), catalog_.FindRecord(record.name()));
  });
}

TEST_F(Language, IntoAndOutOfNameFieldsOfTheRecord) {
  ForEachEventField([&](const RecordType& record, const FieldDescriptor* field) {
    const assay::Fold& fold = FoldOf(field);
    EXPECT_TRUE(fold.into().empty() || FieldOf(record.state, fold.into()) != nullptr)
        << field->full_name() << ": " << record.name() << " has no field " << fold.into();
    if (fold.out_of().empty()) {
      return;
    }
    const FieldDescriptor* list = FieldOf(record.state, fold.out_of());
    ASSERT_TRUE(list != nullptr && list->is_repeated())
        << field->full_name() << ": " << record.name() << " has no list " << fold.out_of();
    EXPECT_TRUE(list->message_type() == nullptr || !FoldOf(list).key().empty())
        << field->full_name() << ": the elements of " << list->full_name()
        << " have no key to be told apart by";
    EXPECT_TRUE(!field->is_repeated() && field->message_type() == nullptr)
        << field->full_name() << " is no single value";
  });
}

TEST_F(Language, AFieldThatHasAPlaceInItsRecordFitsThere) {
  ForEachEventField([&](const RecordType& record, const FieldDescriptor* field) {
    const FieldDescriptor* place = PlaceOf(record, field);
    if (place == nullptr) {
      return;
    }
    EXPECT_TRUE(SameType(field, place))
        << field->full_name() << " does not fit " << place->full_name()
        << " and would be lost: give it the same type or another name";
    EXPECT_TRUE(!field->is_repeated() || place->is_repeated())
        << field->full_name() << " is a list, " << place->full_name() << " is not";
    bool appends = place->is_repeated() && !field->is_repeated();
    EXPECT_TRUE(!appends || field->message_type() != nullptr || IsText(field))
        << field->full_name() << ": only messages and texts become elements";
  });
}

TEST_F(Language, AnEventSetsConstantsThatTheRecordHas) {
  ForEachEvent([&](const RecordType& record, const Descriptor* event) {
    for (const std::string& set : event->options().GetExtension(assay::event).set()) {
      size_t equals = set.find('=');
      ASSERT_NE(equals, std::string::npos) << event->full_name() << ": " << set;
      const FieldDescriptor* field = FieldOf(record.state, set.substr(0, equals));
      std::string value = set.substr(equals + 1);
      ASSERT_TRUE(field != nullptr && !field->is_repeated())
          << event->full_name() << ": " << record.name() << " has no such field: " << set;
      bool fits =
          IsText(field) ||
          (field->type() == FieldDescriptor::TYPE_BOOL && (value == "true" || value == "false")) ||
          (field->enum_type() != nullptr && field->enum_type()->FindValueByName(value) != nullptr);
      EXPECT_TRUE(fits) << event->full_name() << ": there is no such value: " << set;
    }
  });
}

// The read model fills in where a sealed value stands only there.
TEST_F(Language, ASealedValueIsASingleFieldOfItsEvent) {
  std::set<const FieldDescriptor*> good;
  ForEachEventField([&](const RecordType& /*record*/, const FieldDescriptor* field) {
    if (!field->is_repeated()) {
      good.insert(field);
    }
  });
  for (const auto* file : PublishedFiles()) {
    for (int m = 0; m < file->message_type_count(); ++m) {
      if (file->message_type(m)->options().HasExtension(assay::record)) {
        continue;
      }
      for (int i = 0; i < file->message_type(m)->field_count(); ++i) {
        const FieldDescriptor* field = file->message_type(m)->field(i);
        bool sealed = field->message_type() == assay::Sealed::descriptor();
        EXPECT_TRUE(!sealed || good.contains(field)) << field->full_name();
      }
    }
  }
}

// --- Commands ---

TEST_F(Language, ACommandThatIsNotInternalSaysWhoMayGiveIt) {
  for (const auto& [name, command] : catalog_.commands()) {
    const auto& allow = command.options.allow();
    EXPECT_TRUE(command.options.internal() || !allow.empty()) << name << " is allowed to nobody";
    EXPECT_EQ(std::count(allow.begin(), allow.end(), assay::ROLE_UNSPECIFIED), 0) << name;
  }
}

TEST_F(Language, ACommandsStatesAreStatesOfItsRecord) {
  for (const auto& [name, command] : catalog_.commands()) {
    const FieldDescriptor* state = FieldOf(command.record->state, "state");
    for (const std::string& when : command.options.when()) {
      ASSERT_TRUE(state != nullptr && state->enum_type() != nullptr)
          << name << ": " << command.record->name() << " has no state";
      EXPECT_NE(state->enum_type()->FindValueByName(when), nullptr)
          << name << ": " << command.record->name() << " is never " << when;
    }
    EXPECT_TRUE(!command.options.creates() || command.options.when().empty())
        << name << " creates its record and asks for a state of it";
  }
}

TEST_F(Language, AVerbIsOfOneCommandOfARecord) {
  std::set<std::string> verbs;
  for (const auto& [name, command] : catalog_.commands()) {
    EXPECT_TRUE(verbs.insert(command.record->name() + ":" + command.verb).second) << name;
  }
}

TEST_F(Language, WhatACommandEmitsTakesEveryFieldOfIt) {
  for (const auto& [name, command] : catalog_.commands()) {
    if (command.emits == nullptr) {
      continue;
    }
    for (int i = 0; i < command.message->field_count(); ++i) {
      const FieldDescriptor* field = command.message->field(i);
      const FieldDescriptor* taken = FieldOf(command.emits, field->name());
      bool fits = taken != nullptr && SameType(field, taken) &&
                  field->is_repeated() == taken->is_repeated();
      EXPECT_TRUE(field->name() == "id" || fits)
          << field->full_name() << " would be lost: " << command.emits->full_name()
          << " has no such field";
      EXPECT_FALSE(IsOf(field).personal())
          << field->full_name() << " is personal: a decide function must seal it";
    }
  }
}

TEST_F(Language, AReadNamesAFieldOfTheCommandOrOfARecordReadBefore) {
  for (const auto& [name, command] : catalog_.commands()) {
    std::map<std::string, const Descriptor*> before;
    for (const ReadType& read : command.reads) {
      const std::string& path = read.options.field();
      size_t dot = path.find('.');
      std::string head = path.substr(0, dot);
      const FieldDescriptor* field = nullptr;
      if (path.starts_with('.')) {
        field = FieldAt(command.record->state, path.substr(1));
      } else if (before.contains(head) && dot != std::string::npos) {
        field = FieldAt(before[head], path.substr(dot + 1));
      } else {
        field = FieldAt(command.message, path);
      }
      bool whole = read.options.by() == "@organisation";
      EXPECT_TRUE(whole || (field != nullptr && IsText(field)))
          << name << " reads " << read.record->name() << " by \"" << path << "\": no such text";
      if (read.options.by().empty()) {  // only one record is a way to others
        before[path] = read.record->state;
      }
    }
  }
}

TEST_F(Language, ARecordIsLookedUpByAFieldThatIsIndexed) {
  for (const auto& [name, command] : catalog_.commands()) {
    for (const ReadType& read : command.reads) {
      const std::string& by = read.options.by();
      const auto& index = read.record->options.index();
      EXPECT_TRUE(by.empty() || read.foreign ||
                  std::find(index.begin(), index.end(), by) != index.end())
          << name << " reads " << read.record->name() << " by " << by
          << ", which it keeps no index of";
      EXPECT_TRUE(by.empty() || !read.foreign || by == "@organisation" ||
                  FieldAt(read.record->state, by) != nullptr)
          << name << " reads " << read.record->name() << " by " << by;
    }
  }
}

// Counters are kept by organisation, and a shared record has none of its own.
TEST_F(Language, ASharedRecordTakesNoNumbers) {
  for (const auto& [name, command] : catalog_.commands()) {
    EXPECT_TRUE(command.options.numbers().empty() || !command.record->options.shared()) << name;
  }
}

TEST_F(Language, ACommandIsAddressedByARequiredId) {
  for (const auto& [name, command] : catalog_.commands()) {
    const assay::Is& is = IsOf(FieldOf(command.message, "id"));
    EXPECT_TRUE(is.required() && is.id()) << name;
  }
}

TEST_F(Language, AnIdInACommandIsSaidToBeOne) {
  for (const FieldDescriptor* field : CommandFields(catalog_)) {
    const std::string& name = field->name();
    if (IsText(field) && (name == "id" || name.ends_with("_id") || name.ends_with("_ids"))) {
      EXPECT_TRUE(IsOf(field).id()) << field->full_name() << ": say (assay.is) = {id: true}";
    }
  }
}

TEST_F(Language, AReferenceNamesARecord) {
  for (const FieldDescriptor* field : CommandFields(catalog_)) {
    std::string name = IsOf(field).reference();
    if (name.empty()) {
      continue;
    }
    size_t dot = name.find('.');
    std::string full = dot == std::string::npos
                           ? field->file()->package() + "." + name
                           : "assay." + name.substr(0, dot) + ".v1." + name.substr(dot + 1);
    EXPECT_NE(catalog_.FindRecord(full), nullptr) << field->full_name() << " refers to " << name;
  }
}

// A text without a bound of its own holds 400 code points; all bounds are such that a list of texts
// fits a command.
TEST_F(Language, EveryTextInACommandHasABoundAndEveryOtherFieldAForm) {
  for (const FieldDescriptor* field : CommandFields(catalog_)) {
    EXPECT_LE(IsOf(field).max_length(), 20'000U) << field->full_name();
    EXPECT_LE(IsOf(field).max_items(), 2'000U) << field->full_name();
    switch (field->type()) {
      case FieldDescriptor::TYPE_STRING:
      case FieldDescriptor::TYPE_BOOL:
      case FieldDescriptor::TYPE_ENUM:
      case FieldDescriptor::TYPE_MESSAGE:
      case FieldDescriptor::TYPE_UINT32:
      case FieldDescriptor::TYPE_INT32:
      case FieldDescriptor::TYPE_INT64:
        break;
      default:
        ADD_FAILURE() << field->full_name() << " has a type that is not validated: take another";
    }
  }
}

TEST_F(Language, AFormIsSaidOfTheTypeItIsMeantFor) {
  for (const FieldDescriptor* field : CommandFields(catalog_)) {
    const assay::Is& is = IsOf(field);
    bool of_text = is.id() || is.date() || is.instant() || is.decimal() || is.currency() ||
                   is.occurred() || is.zone() || is.personal() || is.max_length() != 0;
    EXPECT_TRUE(!of_text || IsText(field)) << field->full_name();
    EXPECT_TRUE(is.max_items() == 0 || field->is_repeated()) << field->full_name();
    bool integer = field->cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ||
                   field->cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
                   field->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
    EXPECT_TRUE((is.min() == 0 && is.max() == 0) || integer) << field->full_name();
  }
}

// --- Queries ---

TEST_F(Language, AQueryHasAPathOfItsOwn) {
  std::set<std::string> paths;
  for (const auto& [name, query] : catalog_.queries()) {
    EXPECT_FALSE(query.options.path().empty()) << name;
    EXPECT_TRUE(paths.insert(query.options.path()).second) << name;
  }
}

TEST(KebabCase, AVerbIsTheCommandsNameInWords) {
  EXPECT_EQ(KebabCase("RaiseFinding"), "raise-finding");
  EXPECT_EQ(KebabCase("AddToDo"), "add-to-do");
}

}  // namespace
}  // namespace assay::schema
