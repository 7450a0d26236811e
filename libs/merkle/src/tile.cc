#include "assay/merkle/tile.h"

#include <algorithm>
#include <cstdio>

#include "assay/base/bytes.h"
#include "text.h"

namespace assay::merkle {
namespace {

// "x001/x234/067": groups of three digits, all but the last with an x.
std::string IndexPath(uint64_t index) {
  char group[8];
  std::snprintf(group, sizeof(group), "%03u", static_cast<unsigned>(index % 1000));
  std::string path = group;
  for (index /= 1000; index > 0; index /= 1000) {
    std::snprintf(group, sizeof(group), "x%03u/", static_cast<unsigned>(index % 1000));
    path.insert(0, group);
  }
  return path;
}

Status Malformed() {
  return InvalidArgument("not the path of a tile");
}

Result<uint64_t> ParseIndexPath(std::string_view path) {
  std::string digits;
  for (std::string_view rest = path; !rest.empty();) {
    bool last = rest.find('/') == std::string_view::npos;
    if (!last && rest.front() != 'x') {
      return Malformed();
    }
    std::string_view group = last ? rest : rest.substr(1, rest.find('/') - 1);
    if (group.size() != 3) {
      return Malformed();
    }
    digits.append(group);
    rest = last ? "" : rest.substr(rest.find('/') + 1);
  }
  size_t zeros = digits.find_first_not_of('0');
  Result<uint64_t> index = ParseDecimal(zeros == std::string::npos ? "0" : digits.substr(zeros));
  return index.ok() && IndexPath(*index) == path ? index : Result<uint64_t>(Malformed());
}

}  // namespace

std::string TilePath(const Tile& tile) {
  std::string path = "tile/" + (tile.entries ? "entries" : std::to_string(tile.level)) + "/" +
                     IndexPath(tile.index);
  return tile.width == kTileWidth ? path : path + ".p/" + std::to_string(tile.width);
}

Result<Tile> ParseTilePath(std::string_view path) {
  Tile tile;
  constexpr std::string_view kStart = "tile/";
  size_t slash = path.find('/', kStart.size());
  if (!path.starts_with(kStart) || slash == std::string_view::npos || path.size() > 100) {
    return Malformed();
  }
  std::string_view level = path.substr(kStart.size(), slash - kStart.size());
  tile.entries = level == "entries";
  if (!tile.entries) {
    ASSAY_ASSIGN_OR_RETURN(uint64_t number, ParseDecimal(level));
    if (number > kTileLevelMax) {
      return Malformed();
    }
    tile.level = static_cast<uint32_t>(number);
  }
  std::string_view rest = path.substr(slash + 1);
  if (size_t partial = rest.find(".p/"); partial != std::string_view::npos) {
    ASSAY_ASSIGN_OR_RETURN(uint64_t width, ParseDecimal(rest.substr(partial + 3)));
    if (width == 0 || width >= kTileWidth) {
      return Malformed();
    }
    tile.width = static_cast<uint32_t>(width);
    rest = rest.substr(0, partial);
  }
  ASSAY_ASSIGN_OR_RETURN(tile.index, ParseIndexPath(rest));
  return tile;
}

uint32_t TileWidthAt(uint32_t level, uint64_t index, uint64_t size) {
  uint32_t shift = level * kTileHeight;
  uint64_t hashes = shift >= 64 ? 0 : size >> shift;
  if (index > hashes / kTileWidth) {
    return 0;
  }
  return static_cast<uint32_t>(std::min<uint64_t>(hashes - index * kTileWidth, kTileWidth));
}

Hash TileRoot(std::string_view tile) {
  Frontier frontier;
  for (size_t at = 0; at < tile.size(); at += kSha256Bytes) {
    frontier.Append(*ToHash(tile.substr(at, kSha256Bytes)));
  }
  return frontier.Root();
}

NodeReader NodesIn(TileReader read) {
  return [read = std::move(read)](uint32_t level, uint64_t index) -> Result<Hash> {
    uint32_t inside = level % kTileHeight;
    uint64_t first = index << inside;
    auto offset = static_cast<uint32_t>(first % kTileWidth);
    uint32_t end = offset + (1U << inside);
    ASSAY_ASSIGN_OR_RETURN(std::string tile, read(level / kTileHeight, first / kTileWidth, end));
    if (tile.size() < end * kSha256Bytes || tile.size() % kSha256Bytes != 0) {
      return DataLoss("a tile is shorter than it should be");
    }
    return TileRoot(
        std::string_view(tile).substr(offset * kSha256Bytes, (end - offset) * kSha256Bytes));
  };
}

void AppendToBundle(std::string* bundle, std::string_view record) {
  ASSAY_CHECK(record.size() <= kBundleEntryBytesMax);
  AppendBigEndian16(bundle, static_cast<uint16_t>(record.size()));
  bundle->append(record);
}

Result<std::vector<std::string>> ParseBundle(std::string_view bundle) {
  std::vector<std::string> records;
  while (!bundle.empty()) {
    if (bundle.size() < 2 || bundle.size() - 2 < ReadBigEndian16(bundle)) {
      return DataLoss("an entry bundle is cut short");
    }
    records.emplace_back(bundle.substr(2, ReadBigEndian16(bundle)));
    bundle.remove_prefix(2 + records.back().size());
  }
  return records;
}

}  // namespace assay::merkle
