#include "assay/merkle/tile.h"

#include <gtest/gtest.h>

#include "tests/libs/merkle/naive_tree.h"

namespace assay::merkle {
namespace {

TEST(TilePath, IsWrittenAndReadAsTheSpecificationSays) {
  const std::pair<Tile, const char*> cases[] = {
      {{.level = 0, .index = 5}, "tile/0/005"},
      {{.level = 3, .index = 1234067}, "tile/3/x001/x234/067"},
      {{.level = 63, .index = 1000, .width = 255}, "tile/63/x001/000.p/255"},
      {{.entries = true, .index = 0, .width = 15}, "tile/entries/000.p/15"},
      {{.level = 0, .index = UINT64_MAX}, "tile/0/x018/x446/x744/x073/x709/x551/615"},
  };
  for (const auto& [tile, path] : cases) {
    EXPECT_EQ(TilePath(tile), path);
    Result<Tile> parsed = ParseTilePath(path);
    ASSERT_TRUE(parsed.ok()) << path;
    EXPECT_EQ(*parsed, tile);
  }
}

TEST(TilePath, RefusesEverythingElse) {
  for (const char* path : {"",
                           "tile",
                           "tile/0",
                           "tile/0/",
                           "tile/0/5",
                           "tile/0/0005",
                           "tile/00/005",
                           "tile/64/005",
                           "tile/-1/005",
                           "tile/0/x005",
                           "tile/0/005/006",
                           "tile/0/x000/005",
                           "tile/0/005.p/0",
                           "tile/0/005.p/256",
                           "tile/0/005.p/01",
                           "tile/0/005.p/",
                           "tile/0/005.p/1/2",
                           "tile/0/../005",
                           "tile/0/005/",
                           "tile/entry/005",
                           "tile/0/00a",
                           "tile/0/x01/005",
                           "checkpoint",
                           "tile/0/x018/x446/x744/x073/x709/x551/616",
                           "tile/0/%30%30%35"}) {
    EXPECT_FALSE(ParseTilePath(path).ok()) << path;
  }
}

TEST(Tile, WidthsAreThoseOfTheSpecification) {
  EXPECT_EQ(TileWidthAt(0, 272, 70'000), 256U);
  EXPECT_EQ(TileWidthAt(0, 273, 70'000), 112U);
  EXPECT_EQ(TileWidthAt(0, 274, 70'000), 0U);
  EXPECT_EQ(TileWidthAt(1, 0, 70'000), 256U);
  EXPECT_EQ(TileWidthAt(1, 1, 70'000), 17U);
  EXPECT_EQ(TileWidthAt(2, 0, 70'000), 1U);
  EXPECT_EQ(TileWidthAt(2, 1, 70'000), 0U);
  EXPECT_EQ(TileWidthAt(0, 1, 256), 0U);
  EXPECT_EQ(TileWidthAt(1, 0, 256), 1U);
  EXPECT_EQ(TileWidthAt(63, 0, UINT64_MAX), 0U);
}

TEST(Tile, NodesReadOutOfTilesAreThoseOfTheTree) {
  std::vector<Hash> leaves = testing::Leaves(1'000);
  auto read = [&leaves](uint32_t level, uint64_t index, uint32_t width) -> Result<std::string> {
    if (width > TileWidthAt(level, index, leaves.size())) {
      return DataLoss("read beyond the tree");
    }
    std::string tile;
    size_t span = size_t{1} << (level * kTileHeight);
    for (size_t i = 0; i < width; ++i) {
      size_t begin = (index * kTileWidth + i) * span;
      tile.append(ToView(testing::NaiveRoot(leaves, begin, begin + span)));
    }
    return tile;
  };
  NodeReader nodes = NodesIn(read);
  for (uint32_t level = 0; level < 10; ++level) {
    for (uint64_t index = 0; (index + 1) << level <= leaves.size(); ++index) {
      ASSERT_EQ(nodes(level, index).value(), testing::NodesOf(leaves)(level, index).value());
    }
  }
  EXPECT_EQ(InclusionProof(613, 1'000, nodes).value(), testing::NaivePath(613, leaves, 0, 1'000));
}

TEST(Bundle, HoldsRecordsAfterTheirLengths) {
  std::string bundle;
  AppendToBundle(&bundle, "one");
  AppendToBundle(&bundle, "");
  AppendToBundle(&bundle, std::string(kBundleEntryBytesMax, 'x'));
  EXPECT_EQ(bundle.substr(0, 7), std::string("\0\3one\0\0", 7));
  EXPECT_EQ(ParseBundle(bundle)->size(), 3U);
  EXPECT_FALSE(ParseBundle(std::string_view(bundle).substr(0, bundle.size() - 1)).ok());
  EXPECT_FALSE(ParseBundle(bundle + std::string(1, '\0')).ok());
}

}  // namespace
}  // namespace assay::merkle
