#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Which sites are visited at random (rules.md 3.2, MS-13).
namespace assay::rules {

// Draws `count` of `sites` (all of them if there are fewer), in order of the draw. Each site has
// the lot SHA-256(seed, a zero byte, site); the smallest lots are drawn, equal ones in order of the
// sites' bytes. So the same seed and sites give the same draw, in whatever order they come; every
// site has the same chance; and whoever has seed and list draws again with any SHA-256 program.
// A site that is there twice has one lot. The seed is recorded before the draw and holds no zero
// byte.
std::vector<std::string> DrawSites(std::string_view seed, const std::vector<std::string>& sites,
                                   size_t count);

}  // namespace assay::rules
