#include "assay/rules/site_draw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace assay::rules {
namespace {

std::vector<std::string> Sites(int count) {
  std::vector<std::string> sites;
  for (int i = 1; i <= count; ++i) {
    sites.push_back("site-" + std::string(i < 10 ? "0" : "") + std::to_string(i));
  }
  return sites;
}

// Made with another program: sort by sha256(seed, zero byte, site).
TEST(SiteDraw, AnotherProgramDrawsTheSame) {
  EXPECT_EQ(DrawSites("2026-11-21 lot 4711", Sites(10), 3),
            (std::vector<std::string>{"site-03", "site-05", "site-04"}));
}

TEST(SiteDraw, TheOrderOfTheListDoesNotMatter) {
  std::vector<std::string> sites = Sites(12);
  std::vector<std::string> first = DrawSites("seed", sites, 4);
  std::reverse(sites.begin(), sites.end());
  EXPECT_EQ(DrawSites("seed", sites, 4), first);
}

TEST(SiteDraw, DrawsNoSiteTwiceAndNoMoreThanThereAre) {
  std::vector<std::string> all = DrawSites("seed", Sites(5), 9);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, Sites(5));
  EXPECT_EQ(DrawSites("seed", {"a", "a"}, 2), (std::vector<std::string>{"a"}));
  EXPECT_TRUE(DrawSites("seed", {}, 2).empty());
  EXPECT_TRUE(DrawSites("seed", Sites(5), 0).empty());
}

TEST(SiteDraw, ASmallerDrawIsTheBeginningOfALargerOne) {
  std::vector<std::string> large = DrawSites("seed", Sites(20), 10);
  large.resize(4);
  EXPECT_EQ(DrawSites("seed", Sites(20), 4), large);
}

// 4000 seeds, 3 of 10: each site 1200 times, each pair 267 times; the bounds are five deviations.
TEST(SiteDraw, EverySiteAndEveryPairHasTheSameChance) {
  std::map<std::string, int> singles;
  std::map<std::pair<std::string, std::string>, int> pairs;
  for (int seed = 0; seed < 4'000; ++seed) {
    std::vector<std::string> drawn = DrawSites(std::to_string(seed), Sites(10), 3);
    std::sort(drawn.begin(), drawn.end());
    for (size_t i = 0; i < drawn.size(); ++i) {
      ++singles[drawn[i]];
      for (size_t j = i + 1; j < drawn.size(); ++j) {
        ++pairs[{drawn[i], drawn[j]}];
      }
    }
  }
  ASSERT_EQ(singles.size(), 10U);
  ASSERT_EQ(pairs.size(), 45U);
  for (const auto& [site, count] : singles) {
    EXPECT_NEAR(count, 1'200, 145) << site;
  }
  for (const auto& [pair, count] : pairs) {
    EXPECT_NEAR(count, 267, 80) << pair.first << " " << pair.second;
  }
}

}  // namespace
}  // namespace assay::rules
