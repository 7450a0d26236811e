#include "tests/services/gateway/derived/zip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <string_view>

namespace assay::gateway {
namespace {

constexpr std::string_view kEndOfDirectory = "PK\x05\x06";
constexpr std::string_view kDirectoryEntry = "PK\x01\x02";
constexpr uint32_t kDeflated = 8;

uint32_t Little(const std::string& bytes, size_t at, size_t width) {
  uint32_t value = 0;
  for (size_t i = width; i > 0; --i) {
    value = value << 8 | static_cast<uint8_t>(bytes.at(at + i - 1));
  }
  return value;
}

std::string Inflate(std::string packed, uint32_t size) {
  std::string plain(size, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, -MAX_WBITS), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  return plain;
}

// The file whose directory entry stands at `at`.
std::string FileOf(const std::string& archive, size_t at) {
  uint32_t packed_size = Little(archive, at + 20, 4);
  uint32_t size = Little(archive, at + 24, 4);
  size_t header = Little(archive, at + 42, 4);
  size_t begin = header + 30 + Little(archive, header + 26, 2) + Little(archive, header + 28, 2);
  std::string packed = archive.substr(begin, packed_size);
  std::string plain = Little(archive, at + 10, 2) == kDeflated ? Inflate(packed, size) : packed;
  EXPECT_EQ(crc32(0, reinterpret_cast<const Bytef*>(plain.data()), static_cast<uInt>(plain.size())),
            Little(archive, at + 16, 4));
  return plain;
}

}  // namespace

std::map<std::string, std::string> Unzip(const std::string& archive) {
  std::map<std::string, std::string> files;
  size_t end = archive.rfind(kEndOfDirectory);
  if (end == std::string::npos) {
    ADD_FAILURE() << "not a ZIP archive";
    return files;
  }
  size_t at = Little(archive, end + 16, 4);
  while (archive.compare(at, kDirectoryEntry.size(), kDirectoryEntry) == 0) {
    uint32_t name_size = Little(archive, at + 28, 2);
    files[archive.substr(at + 46, name_size)] = FileOf(archive, at);
    at += 46 + name_size + Little(archive, at + 30, 2) + Little(archive, at + 32, 2);
  }
  return files;
}

}  // namespace assay::gateway
