#include "assay/rules/rulebook.h"

#include <gtest/gtest.h>

#include "assay/base/id.h"
#include "tests/libs/rules/support.h"

namespace assay::rules {
namespace {

std::string IdOf(const std::string& name) {
  return Id::Derived(name).ToString();
}

// An overlay with a file of its name; `whose` is "body" or "organisation".
Rulebook::File File(const std::string& name, const std::string& whose, const std::string& id,
                    const std::string& lines = "") {
  return {name + ".toml", "id = \"" + name + "\"\nversion = \"1\"\nextends = \"assay-2026.1\"\n" +
                              whose + " = \"" + id + "\"\n" + lines};
}

std::string FaultOf(const std::vector<Rulebook::File>& files) {
  return Rulebook::Of(files).status().message();
}

class Rulebooks : public ::testing::Test {
 protected:
  const std::string nordmark = IdOf("Nordmark");
  const std::string albion = IdOf("Albion");
  const std::string fjordlicht = IdOf("Fjordlicht");
  const std::string other = IdOf("somebody else");
};

TEST_F(Rulebooks, WithoutOverlaysTheBuiltInRulesHoldForEverybody) {
  EXPECT_EQ(&Rulebook::Default().For(fjordlicht, nordmark), &Ruleset::Default());
  Rulebook none = Rulebook::Of({}).value();
  EXPECT_EQ(&none.For("", ""), &Ruleset::Default());
  EXPECT_EQ(none.Describe(), "assay-2026.1");
}

TEST_F(Rulebooks, TheBodysRulesComeBeforeTheOrganisationsWhichHaveTheLastWord) {
  Rulebook book =
      Rulebook::Of({File("fjordlicht", "organisation", fjordlicht,
                         "[rule.NC-2]\nparams = { plan_days_minor = 20 }"),
                    File("nordmark", "body", nordmark,
                         "[rule.NC-2]\nparams = { plan_days_minor = 60, plan_days_major = 10 }")})
          .value();
  const Ruleset& both = book.For(fjordlicht, nordmark);
  EXPECT_EQ(both.name(), "assay-2026.1+nordmark-1+fjordlicht-1");
  EXPECT_EQ(both.Int("NC-2", "plan_days_minor"), 20);
  EXPECT_EQ(both.Int("NC-2", "plan_days_major"), 10);
  EXPECT_EQ(both.Find("NC-2")->changed_by,
            (std::vector<std::string>{"nordmark-1", "fjordlicht-1"}));
  EXPECT_EQ(book.For(other, nordmark).name(), "assay-2026.1+nordmark-1");
  EXPECT_EQ(book.For("", nordmark).Int("NC-2", "plan_days_minor"), 60);
  EXPECT_EQ(book.For(fjordlicht, albion).name(), "assay-2026.1+fjordlicht-1");
  EXPECT_EQ(book.For(fjordlicht, "").Int("NC-2", "plan_days_major"), 14);
  EXPECT_EQ(&book.For(other, albion), &Ruleset::Default());
  EXPECT_EQ(book.Describe(), "assay-2026.1, fjordlicht-1, nordmark-1");
}

TEST_F(Rulebooks, ItMayBeMovedWithoutLosingARule) {
  Rulebook book = Rulebook::Of({File("nordmark", "body", nordmark)}).value();
  Rulebook moved = std::move(book);
  EXPECT_EQ(moved.For(fjordlicht, nordmark).name(), "assay-2026.1+nordmark-1");
}

TEST_F(Rulebooks, TwoThatSpeakForTheSameAreRefused) {
  std::string fault = FaultOf({File("a", "body", nordmark), File("b", "body", nordmark)});
  EXPECT_EQ(fault, "b.toml: a.toml speaks for " + nordmark + ", too: one of them has to go");
}

TEST_F(Rulebooks, TwoOfOneNameAreRefused) {
  Rulebook::File again = File("a", "body", albion);
  again.name = "b.toml";
  EXPECT_EQ(FaultOf({File("a", "body", nordmark), again}), "b.toml: a.toml is named a-1, too");
}

TEST_F(Rulebooks, AnOverlayOnOtherRulesIsRefused) {
  Rulebook::File file = File("a", "body", nordmark);
  size_t at = file.text.find("2026.1");
  file.text.replace(at, 6, "2025.9");
  EXPECT_NE(FaultOf({file}).find("it extends assay-2025.9, and this program has assay-2026.1"),
            std::string::npos);
}

TEST_F(Rulebooks, AFaultyFileIsNamed) {
  std::string fault =
      FaultOf({File("a", "body", nordmark),
               File("b", "organisation", fjordlicht, "[rule.SU-1]\nparams = { months = 0 }")});
  EXPECT_EQ(fault, "b.toml: rule SU-1: months is outside 1..120");
}

TEST_F(Rulebooks, TooManyAreRefusedBeforeTheyFillTheMemory) {
  std::vector<Rulebook::File> files;
  for (int i = 0; i < 40; ++i) {
    std::string name = "o" + std::to_string(i);
    files.push_back(File(name, i % 2 == 0 ? "body" : "organisation", IdOf(name)));
  }
  EXPECT_EQ(FaultOf(files), "");
  for (int i = 40; i < 80; ++i) {
    std::string name = "o" + std::to_string(i);
    files.push_back(File(name, i % 2 == 0 ? "body" : "organisation", IdOf(name)));
  }
  EXPECT_NE(FaultOf(files).find("too many overlays"), std::string::npos);
}

}  // namespace
}  // namespace assay::rules
