// docs/formats/fold.md, rule by rule.
#include "assay/schema/fold.h"

#include <gtest/gtest.h>

#include "assay/audits/v1/audit.pb.h"
#include "sample.pb.h"

namespace assay::schema {
namespace {

using sample::v1::Part;
using sample::v1::Thing;
using Texts = std::vector<std::string>;

Part PartOf(const std::string& key, const std::string& note) {
  Part part;
  part.set_key(key);
  part.set_note(note);
  return part;
}

Texts Tags(const Thing& thing) {
  return {thing.tags().begin(), thing.tags().end()};
}
// "a: first; b: second"
std::string Parts(const Thing& thing) {
  std::string all;
  for (const Part& part : thing.parts()) {
    all += (all.empty() ? "" : "; ") + part.key() + ": " + part.note();
  }
  return all;
}

template <typename Event>
void Happens(Thing* thing, const Event& event) {
  Fold(event, thing);
}
void AddTag(Thing* thing, const std::string& tag) {
  sample::v1::TagAdded event;
  event.set_tag(tag);
  Fold(event, thing);
}
void AddPart(Thing* thing, const Part& part) {
  sample::v1::PartAdded event;
  *event.mutable_part() = part;
  Fold(event, thing);
}

TEST(FoldRule1, AFieldGoesToTheRecordsFieldOfTheSameName) {
  sample::v1::ThingChanged event;
  event.set_title("Title");
  event.set_colour(sample::v1::BLUE);
  event.set_done(true);
  event.set_count(3);
  *event.mutable_part() = PartOf("a", "first");
  event.add_tags("x");
  Thing thing;
  Fold(event, &thing);
  EXPECT_EQ(thing.title(), "Title");
  EXPECT_EQ(thing.colour(), sample::v1::BLUE);
  EXPECT_TRUE(thing.done());
  EXPECT_EQ(thing.count(), 3U);
  EXPECT_EQ(thing.part().note(), "first");
  EXPECT_EQ(Tags(thing), (Texts{"x"}));
}

TEST(FoldRule1, IntoNamesAnotherField) {
  sample::v1::ThingChanged event;
  event.set_occurred_on("2024-02-20");
  Thing thing;
  Fold(event, &thing);
  EXPECT_EQ(thing.opened_on(), "2024-02-20");
}

TEST(FoldRule1, AFieldThatTheRecordDoesNotHaveStaysInTheEvent) {
  sample::v1::ThingChanged event;
  event.set_stays_here("x");
  Thing thing;
  Fold(event, &thing);
  EXPECT_EQ(thing.SerializeAsString(), "");
}

TEST(FoldRule1, AFieldOfAnotherTypeStaysInTheEvent) {
  sample::v1::ThingMistyped event;
  event.set_title(7);
  Thing thing;
  thing.set_title("Title");
  Fold(event, &thing);
  EXPECT_EQ(thing.title(), "Title");
}

TEST(FoldRule1, AFieldWithPresenceIsCopiedOnlyWhenItIsSet) {
  Thing thing;
  thing.set_remark("stays");
  *thing.mutable_part() = PartOf("a", "stays");
  Happens(&thing, sample::v1::ThingChanged());
  EXPECT_EQ(thing.remark(), "stays");
  EXPECT_EQ(thing.part().note(), "stays");
  sample::v1::ThingChanged event;
  event.set_remark("");
  event.mutable_part();
  Fold(event, &thing);
  EXPECT_EQ(thing.remark(), "");
  EXPECT_EQ(thing.part().note(), "");
}

TEST(FoldRule1, AFieldWithoutPresenceIsCopiedAlsoWhenItIsEmpty) {
  Thing thing;
  thing.set_title("Title");
  thing.set_done(true);
  thing.set_count(3);
  thing.set_colour(sample::v1::RED);
  Happens(&thing, sample::v1::ThingChanged());
  EXPECT_EQ(thing.SerializeAsString(), "");
}

TEST(FoldRule1, ARepeatedFieldReplacesTheRecords) {
  Thing thing;
  thing.add_tags("old");
  sample::v1::ThingChanged event;
  event.add_tags("new");
  event.add_tags("new");
  Fold(event, &thing);
  EXPECT_EQ(Tags(thing), (Texts{"new", "new"}));
  AddPart(&thing, PartOf("a", "first"));
  sample::v1::PartsReplaced replaced;
  *replaced.add_parts() = PartOf("b", "second");
  Fold(replaced, &thing);
  EXPECT_EQ(Parts(thing), "b: second");
  Happens(&thing, sample::v1::PartsReplaced());
  EXPECT_EQ(Parts(thing), "");
}

TEST(FoldRule2, AMessageIsMergedIntoTheElementWithItsKeyOrAppended) {
  Thing thing;
  AddPart(&thing, PartOf("a", "first"));
  AddPart(&thing, PartOf("b", "second"));
  Part again = PartOf("a", "");
  again.set_colour(sample::v1::RED);
  AddPart(&thing, again);
  EXPECT_EQ(Parts(thing), "a: first; b: second");  // MergeFrom: an empty text says nothing
  EXPECT_EQ(thing.parts(0).colour(), sample::v1::RED);
  AddPart(&thing, PartOf("a", "changed"));
  EXPECT_EQ(Parts(thing), "a: changed; b: second");
}

TEST(FoldRule2, WithoutAKeyEachMessageIsAnElementOfItsOwn) {
  Thing thing;
  sample::v1::NoteAdded event;
  *event.mutable_part() = PartOf("a", "first");
  Fold(event, &thing);
  Fold(event, &thing);
  EXPECT_EQ(thing.notes_size(), 2);
}

TEST(FoldRule2, AMessageThatIsNotSetIsNoElement) {
  Thing thing;
  Happens(&thing, sample::v1::PartAdded());
  EXPECT_EQ(thing.parts_size(), 0);
}

TEST(FoldRule2, ATextIsAppendedWhenItIsNotEmptyAndNotThereYet) {
  Thing thing;
  AddTag(&thing, "x");
  AddTag(&thing, "");
  AddTag(&thing, "y");
  AddTag(&thing, "x");
  EXPECT_EQ(Tags(thing), (Texts{"x", "y"}));
}

TEST(FoldRule3, OutOfRemovesTheElementWithThatKeyAndKeepsTheOrder) {
  Thing thing;
  for (const char* key : {"a", "b", "c"}) {
    AddPart(&thing, PartOf(key, key));
  }
  sample::v1::PartRemoved event;
  event.set_key("a");
  Fold(event, &thing);
  EXPECT_EQ(Parts(thing), "b: b; c: c");
  Fold(event, &thing);  // it is gone already
  EXPECT_EQ(Parts(thing), "b: b; c: c");
}

TEST(FoldRule3, OutOfRemovesAText) {
  Thing thing;
  AddTag(&thing, "x");
  AddTag(&thing, "y");
  sample::v1::TagRemoved event;
  event.set_tag("x");
  Fold(event, &thing);
  EXPECT_EQ(Tags(thing), (Texts{"y"}));
  Happens(&thing, sample::v1::TagRemoved());
  EXPECT_EQ(Tags(thing), (Texts{"y"}));
}

TEST(FoldRule3, OutOfRemovesAnEnumValue) {
  Thing thing;
  thing.add_colours(sample::v1::RED);
  thing.add_colours(sample::v1::BLUE);
  sample::v1::ColourRemoved event;
  event.set_colour(sample::v1::RED);
  Fold(event, &thing);
  ASSERT_EQ(thing.colours_size(), 1);
  EXPECT_EQ(thing.colours(0), sample::v1::BLUE);
}

TEST(FoldRule4, ConstantsAreSetLast) {
  sample::v1::ThingOpened event;
  event.set_done(false);
  event.set_how("otherwise");
  Thing thing;
  Fold(event, &thing);
  EXPECT_EQ(thing.state(), Thing::OPEN);
  EXPECT_TRUE(thing.done());
  EXPECT_EQ(thing.how(), "by hand");
}

TEST(Fold, IdAndMetaAreNeverCopied) {
  sample::v1::ThingChanged event;
  event.set_id("theirs");
  event.mutable_meta()->set_version(9);
  Thing thing;
  thing.set_id("mine");
  thing.mutable_meta()->set_version(1);
  Fold(event, &thing);
  EXPECT_EQ(thing.id(), "mine");
  EXPECT_EQ(thing.meta().version(), 1U);
}

TEST(Fold, AnEnumValueOfANewerProgramIsKept) {
  sample::v1::ThingChanged event;
  event.set_colour(static_cast<sample::v1::Colour>(99));
  Thing thing;
  Fold(event, &thing);
  EXPECT_EQ(static_cast<int>(thing.colour()), 99);
}

TEST(Fold, AFieldOfANewerProgramIsPassedOver) {
  // Field 200, text "x".
  sample::v1::ThingChanged event;
  ASSERT_TRUE(event.ParseFromString(std::string("\xc2\x0c\x01x\x1a\x01t", 7)));
  Thing thing;
  Fold(event, &thing);
  EXPECT_EQ(thing.title(), "t");
  EXPECT_EQ(thing.SerializeAsString(), std::string("\x1a\x01t", 3));
}

TEST(Fold, TheWorkedExampleOfTheFormat) {
  audits::v1::Audit audit;
  audits::v1::TeamMemberAssigned assigned;
  assigned.mutable_member()->set_person_id("A");
  assigned.mutable_member()->set_role(audits::v1::TRAINEE);
  Fold(assigned, &audit);
  ASSERT_EQ(audit.team_size(), 1);
  EXPECT_EQ(audit.team(0).role(), audits::v1::TRAINEE);
  assigned.mutable_member()->set_role(audits::v1::TEAM_AUDITOR);
  Fold(assigned, &audit);
  ASSERT_EQ(audit.team_size(), 1);
  EXPECT_EQ(audit.team(0).person_id(), "A");
  EXPECT_EQ(audit.team(0).role(), audits::v1::TEAM_AUDITOR);
  audits::v1::TeamMemberReleased released;
  released.set_person_id("A");
  Fold(released, &audit);
  EXPECT_EQ(audit.team_size(), 0);
}

TEST(CopyFields, CopiesWhatBothHaveButTheId) {
  sample::v1::ThingChanged from;
  from.set_id("theirs");
  from.set_title("Title");
  from.set_remark("remark");
  from.set_colour(sample::v1::RED);
  from.add_tags("x");
  *from.mutable_part() = PartOf("a", "first");
  Thing to;
  to.set_id("mine");
  to.add_tags("gone");
  CopyFields(from, &to);
  EXPECT_EQ(to.id(), "mine");
  EXPECT_EQ(to.title(), "Title");
  EXPECT_EQ(to.remark(), "remark");
  EXPECT_EQ(to.colour(), sample::v1::RED);
  EXPECT_EQ(to.part().note(), "first");
  EXPECT_EQ(Tags(to), (Texts{"x"}));
  EXPECT_EQ(to.opened_on(), "");
}

TEST(CopyFields, WhatIsNotSetStays) {
  Thing to;
  to.set_remark("stays");
  CopyFields(sample::v1::ThingChanged(), &to);
  EXPECT_EQ(to.remark(), "stays");
}

TEST(FieldText, EveryScalarHasAText) {
  Thing thing;
  thing.set_title("Title");
  thing.set_colour(sample::v1::BLUE);
  thing.set_done(true);
  thing.set_count(7);
  EXPECT_EQ(FieldText(thing, "title"), "Title");
  EXPECT_EQ(FieldText(thing, "colour"), "BLUE");
  EXPECT_EQ(FieldText(thing, "done"), "true");
  EXPECT_EQ(FieldText(thing, "count"), "7");
  EXPECT_EQ(FieldText(thing, "part"), "");
  EXPECT_EQ(FieldText(thing, "tags"), "");
  EXPECT_EQ(FieldText(thing, "nothing"), "");
}

TEST(FieldTexts, ARepeatedFieldHasOneForEachElement) {
  Thing thing;
  thing.add_colours(sample::v1::RED);
  thing.add_colours(sample::v1::BLUE);
  thing.set_count(7);
  auto field = [](const char* name) { return Thing::descriptor()->FindFieldByName(name); };
  EXPECT_EQ(FieldTexts(thing, field("colours")), (Texts{"RED", "BLUE"}));
  EXPECT_EQ(FieldTexts(thing, field("count")), (Texts{"7"}));
  EXPECT_EQ(FieldTexts(thing, field("tags")), Texts{});
}

}  // namespace
}  // namespace assay::schema
