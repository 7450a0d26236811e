// Each thing that proto/ can say of a command's field, at its bounds.
#include "assay/schema/validate.h"

#include <gtest/gtest.h>

#include "assay/base/id.h"
#include "sample.pb.h"

namespace assay::schema {
namespace {

using sample::v1::Demand;
using sample::v1::Give;

Give Good() {
  Give give;
  give.set_id(Id::Derived("thing").ToString());
  give.set_count(2);
  return give;
}

// The fault as "code field"; empty when there is none.
std::string FaultOf(const google::protobuf::Message& message) {
  auto fault = Validate(message);
  return fault ? fault->code + " " + fault->field : "";
}

// The fault of a good command after `change`.
template <typename Change>
std::string FaultAfter(Change change) {
  Give give = Good();
  change(&give);
  return FaultOf(give);
}

std::string Repeated(const std::string& character, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += character;
  }
  return text;
}

TEST(Validate, AGoodCommandHasNoFault) {
  EXPECT_EQ(FaultOf(Good()), "");
}

TEST(Validate, AnIdIsAUuidInItsOneWrittenForm) {
  for (const char* id :
       {"x", "0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B", "0190a1b2c3d47e5f8a9b0c1d2e3f4a5b",
        " 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_id(id); }), "invalid-field id") << id;
  }
  EXPECT_EQ(FaultAfter([](Give* give) { give->clear_id(); }), "missing-field id");
}

TEST(Validate, LengthIsCountedInCodePoints) {
  for (const char* character : {"x", "ß", "€", "😀"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_short_text(Repeated(character, 3)); }), "");
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_short_text(Repeated(character, 4)); }),
              "invalid-field shortText");
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_plain(Repeated(character, 400)); }), "");
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_plain(Repeated(character, 401)); }),
              "invalid-field plain");
  }
}

TEST(Validate, ControlCharactersAreRefusedButForLineBreaksAndTabs) {
  for (const std::string& text :
       {std::string("a\x01"), std::string("\0", 1), std::string("\x1b["), std::string("\x7f"),
        std::string("a\rb"), std::string("\xc2\x85"), std::string("\xc2\x9b")}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_plain(text); }), "invalid-field plain");
  }
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_plain("a\nb\tc\xc2\xa0 d"); }), "");
}

TEST(Validate, ADateIsWrittenInFullExistsAndLiesInItsRange) {
  for (const char* date : {"1900-01-01", "2024-02-29", "2199-12-31"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_due_on(date); }), "") << date;
  }
  for (const char* date : {"1899-12-31", "2200-01-01", "2023-02-29", "2023-13-01", "2023-1-1",
                           "20230101", "2023-01-01T00:00:00Z", "tomorrow"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_due_on(date); }), "invalid-field dueOn")
        << date;
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_occurred_on(date); }),
              "invalid-field occurredOn")
        << date;
  }
}

TEST(Validate, AnInstantIsInUtc) {
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_at("2026-11-21T09:00:00Z"); }), "");
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_at("2026-11-21T09:00:00.123456Z"); }), "");
  for (const char* at :
       {"2026-11-21T09:00:00", "2026-11-21T09:00:00+01:00", "2026-11-21", "2026-11-21T25:00:00Z"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_at(at); }), "invalid-field at") << at;
  }
}

TEST(Validate, ADecimalIsDigitsWithASignAndAFraction) {
  for (const char* number : {"0", "9", "-9", "9.5", "0.50", "-0.1", "123456789012345678901"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_days(number); }), "") << number;
  }
  for (const char* number :
       {"+9", "9.", ".5", "09", "-", "1e3", "1,5", "NaN", "Infinity", " 9", "9.5.1", "0x9"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_days(number); }), "invalid-field days")
        << number;
  }
}

TEST(Validate, ACurrencyIsThreeCapitalLetters) {
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_currency("EUR"); }), "");
  for (const char* currency : {"eur", "EU", "EURO", "€"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_currency(currency); }),
              "invalid-field currency");
  }
}

TEST(Validate, AZoneIsAnIanaName) {
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_zone("Europe/Berlin"); }), "");
  for (const char* zone : {"Europe/Fjordlicht", "CEST+2", "../etc/passwd"}) {
    EXPECT_EQ(FaultAfter([&](Give* give) { give->set_zone(zone); }), "invalid-field zone") << zone;
  }
}

TEST(Validate, AListHasAsManyItemsAsFit) {
  auto few = [](int count) {
    return FaultAfter([&](Give* give) {
      for (int i = 0; i < count; ++i) {
        give->add_few("x");
      }
    });
  };
  EXPECT_EQ(few(2), "");
  EXPECT_EQ(few(3), "invalid-field few");
  auto many = [](int count) {
    return FaultAfter([&](Give* give) {
      for (int i = 0; i < count; ++i) {
        give->add_many("x");
      }
    });
  };
  EXPECT_EQ(many(200), "");
  EXPECT_EQ(many(201), "invalid-field many");
}

TEST(Validate, AnItemIsNamedByItsIndexAndKeepsToItsFieldsForm) {
  EXPECT_EQ(FaultAfter([](Give* give) {
              give->add_few("x");
              give->add_few("long");
            }),
            "invalid-field few[1]");
  EXPECT_EQ(FaultAfter([](Give* give) { give->add_person_ids("somebody"); }),
            "invalid-field personIds[0]");
}

TEST(Validate, AnItemIsNeverEmpty) {
  EXPECT_EQ(FaultAfter([](Give* give) { give->add_person_ids(""); }), "missing-field personIds[0]");
  EXPECT_EQ(FaultAfter([](Give* give) { give->add_many(""); }), "missing-field many[0]");
}

TEST(Validate, AnIntegerKeepsToItsRange) {
  auto count = [](uint32_t value) {
    return FaultAfter([&](Give* give) { give->set_count(value); });
  };
  EXPECT_EQ(count(1), "invalid-field count");
  EXPECT_EQ(count(2), "");
  EXPECT_EQ(count(5), "");
  EXPECT_EQ(count(6), "invalid-field count");
  auto signed_count = [](int32_t value) {
    return FaultAfter([&](Give* give) { give->set_signed_count(value); });
  };
  EXPECT_EQ(signed_count(-2), "");
  EXPECT_EQ(signed_count(-3), "invalid-field signedCount");
  EXPECT_EQ(signed_count(2'147'483'647), "");
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_large(5'000'000'000); }), "");
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_large(5'000'000'001); }), "invalid-field large");
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_large(-1); }), "invalid-field large");
}

TEST(Validate, TheMessageNamesOnlyTheBoundsThereAre) {
  Give give = Good();
  give.set_signed_count(-3);
  EXPECT_EQ(Validate(give)->message, "A number of at least -2 is expected.");
  give = Good();
  give.set_count(6);
  EXPECT_EQ(Validate(give)->message, "A number from 2 to 5 is expected.");
}

TEST(Validate, AnEnumNumberThatIsNotKnownIsRefused) {
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_colour(sample::v1::RED); }), "");
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_colour(static_cast<sample::v1::Colour>(99)); }),
            "invalid-field colour");
  EXPECT_EQ(FaultAfter([](Give* give) {
              give->add_colours(sample::v1::RED);
              give->add_colours(static_cast<sample::v1::Colour>(-1));
            }),
            "invalid-field colours[1]");
}

TEST(Validate, PathsReachIntoMessagesAndListsInJsonNames) {
  EXPECT_EQ(FaultAfter([](Give* give) { give->mutable_inner(); }), "missing-field inner.name");
  EXPECT_EQ(FaultAfter([](Give* give) {
              give->add_inners()->set_name("good");
              auto* bad = give->add_inners();
              bad->set_name("good");
              bad->add_deeper()->set_name("good");
              auto* worse = bad->add_deeper();
              worse->set_name("good");
              worse->set_seen_on("never");
            }),
            "invalid-field inners[1].deeper[1].seenOn");
}

TEST(Validate, WhatIsOptionalMayBeLeftOutAndKeepsToItsFormWhenSaid) {
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_maybe(""); }), "");
  EXPECT_EQ(FaultAfter([](Give* give) { give->set_maybe(std::string(401, 'x')); }),
            "invalid-field maybe");
}

TEST(Validate, WhatIsRequiredMustBeSaid) {
  Demand demand;
  EXPECT_EQ(FaultOf(demand), "missing-field text");
  demand.set_text(" \t\n");
  EXPECT_EQ(FaultOf(demand), "missing-field text");
  demand.set_text("said");
  EXPECT_EQ(FaultOf(demand), "missing-field colour");
  demand.set_colour(sample::v1::RED);
  EXPECT_EQ(FaultOf(demand), "missing-field count");
  demand.set_count(1);
  EXPECT_EQ(FaultOf(demand), "missing-field inner");
  demand.mutable_inner()->set_name("name");
  EXPECT_EQ(FaultOf(demand), "missing-field list");
  demand.add_list("x");
  EXPECT_EQ(FaultOf(demand), "missing-field maybe");
  demand.set_maybe("");
  EXPECT_EQ(FaultOf(demand), "missing-field maybe");
  demand.set_maybe("said");
  EXPECT_EQ(FaultOf(demand), "");
}

std::string FutureOf(const Give& give) {
  auto fault = ValidateOccurred(give, "2024-02-29");
  return fault ? fault->code + " " + fault->field : "";
}

TEST(ValidateOccurred, WhatHappenedLiesNotAfterToday) {
  Give give = Good();
  EXPECT_EQ(FutureOf(give), "");
  give.set_occurred_on("2024-02-29");
  EXPECT_EQ(FutureOf(give), "");
  give.set_occurred_on("2024-03-01");
  EXPECT_EQ(FutureOf(give), "in-the-future occurredOn");
}

TEST(ValidateOccurred, APlanMayLieInTheFuture) {
  Give give = Good();
  give.set_due_on("2199-12-31");
  EXPECT_EQ(FutureOf(give), "");
}

TEST(ValidateOccurred, DatesInListsAndInnerMessagesAreLookedAtToo) {
  Give give = Good();
  give.add_dates("2024-02-01");
  give.add_dates("2024-03-01");
  EXPECT_EQ(FutureOf(give), "in-the-future dates[1]");
  give = Good();
  give.mutable_inner()->set_seen_on("2024-03-01");
  EXPECT_EQ(FutureOf(give), "in-the-future inner.seenOn");
  give = Good();
  give.add_inners();
  give.add_inners()->add_deeper()->set_seen_on("2024-03-01");
  EXPECT_EQ(FutureOf(give), "in-the-future inners[1].deeper[0].seenOn");
}

}  // namespace
}  // namespace assay::schema
