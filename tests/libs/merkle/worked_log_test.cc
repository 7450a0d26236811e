// Whole logs with known bytes: one published by the Tessera project, one made for this project with
// an independent implementation.
#include <gtest/gtest.h>

#include "assay/base/bytes.h"
#include "assay/merkle/checkpoint.h"
#include "assay/merkle/tile.h"
#include "assay/merkle/witness.h"
#include "tests/libs/merkle/naive_tree.h"

namespace assay::merkle {
namespace {

std::string Base64(const Hash& hash) {
  return ToBase64(ToView(hash));
}

TEST(TesseraLog, ItsLastCheckpointVerifiesAndIsTheRootOfItsEntries) {
  const char* words[] = {"one",  "two", "three",  "four",  "five",     "six",     "seven", "eit",
                         "nain", "ten", "ileven", "twelf", "threeten", "fourten", "fivten"};
  std::vector<Hash> leaves;
  std::string bundle;
  for (const char* word : words) {
    leaves.push_back(LeafHash(word));
    AppendToBundle(&bundle, word);
  }
  EXPECT_EQ(bundle.size(), 99U);
  VerifierKey key =
      VerifierKey::Parse(
          "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
          .value();
  Note note = ParseNote(
                  "example.com/log/testdata\n15\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n\n"
                  "\xE2\x80\x94 example.com/log/testdata "
                  "M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/"
                  "fmwlM/dlPWF74ewI=\n")
                  .value();
  Result<Checkpoint> checkpoint = OpenCheckpoint(note, {key});
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status().message();
  EXPECT_EQ(checkpoint->size, 15U);
  EXPECT_EQ(checkpoint->root, RootOf(leaves));
}

class WorkedLog : public ::testing::Test {
 protected:
  static Signer Seeded(const char* name, KeyType type, char first) {
    std::string seed;
    for (char i = 0; i < 32; ++i) {
      seed.push_back(static_cast<char>(first + i));
    }
    return Signer::FromSeed(name, type, seed).value();
  }
  std::string Tile(uint32_t level, uint64_t index, uint32_t width) const {
    std::string tile;
    size_t span = size_t{1} << (level * kTileHeight);
    for (size_t i = 0; i < width; ++i) {
      size_t begin = (index * kTileWidth + i) * span;
      tile.append(ToView(testing::NaiveRoot(leaves_, begin, begin + span)));
    }
    return tile;
  }

  std::vector<Hash> leaves_ = testing::Leaves(300);
};

TEST_F(WorkedLog, KeysAndCheckpointAreByteForByteTheExpectedOnes) {
  Signer log = Seeded("events.example/site-1", KeyType::kEd25519, 0x00);
  Signer witness = Seeded("witness.example/w1", KeyType::kCosignatureV1, 0x20);
  EXPECT_EQ(log.key().ToString(),
            "events.example/site-1+1c71ffdd+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
  EXPECT_EQ(witness.key().ToString(),
            "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X");
  Note note;
  note.text = Checkpoint{"events.example/site-1", 300, RootOf(leaves_)}.ToString();
  note.signatures = {log.Sign(note.text), witness.Cosign(note.text, 1'700'000'000)};
  EXPECT_EQ(
      note.ToString(),
      "events.example/site-1\n300\nG6q9MvIh86seCVhu76uGtC/csMNY/P+UeOoWkNv8tKc=\n\n"
      "\xE2\x80\x94 events.example/site-1 "
      "HHH/3VRgtIWuMsU8mOo5xIgepSKl9ClhX4dm2zOuztUw+mbMdfmk/nF8662hSgINq02slgf/"
      "L4cR2o2gOaVW2+b+rgw=\n"
      "\xE2\x80\x94 witness.example/w1 "
      "IDJKvgAAAABlU/EAcI9ymCjFzEryxBLw1V3xTK0fBLfObdSKvS5XoWyz8zrAEDNqKOuRt58s1NkyGGZuBvwFJSOZvFf7"
      "llSwZNTiCA==\n");
}

TEST_F(WorkedLog, ProofsAreTheExpectedOnes) {
  EXPECT_EQ(ToHex(ToView(leaves_[0])),
            "a344deda6399e079700f18caccc174ed11ef1b1d164271e3a95d82c734466977");
  EXPECT_EQ(ToHex(ToView(testing::NaiveRoot(leaves_, 0, 7))),
            "b41d61b2e0cdce6e80fb379cb6e3bbd00ffb7fb3baa825195ef1f8a0e916bd7f");
  NodeReader nodes = testing::NodesOf(leaves_);
  std::vector<Hash> proof = ConsistencyProof(256, 300, nodes).value();
  ASSERT_EQ(proof.size(), 1U);
  EXPECT_EQ(Base64(proof[0]), "J7d97NIN/qQTOYE+u3hk7DClC0bJeane7VIj0l/JO8I=");
  proof = ConsistencyProof(7, 300, nodes).value();
  ASSERT_EQ(proof.size(), 10U);
  EXPECT_EQ(Base64(proof[0]), "6Fbu9QYI6NXK/lRH9usb0/rwr8bz7lF7JmNRu5TfRuY=");
  const char* path[] = {"wiFmS83zraIajxGDUn++BqgS4LFT7HCiZHju4to8hRw=",
                        "GtkqJfx7R0GRAg8zkaTPARvybfAhk54oSa4ENXDhXOY=",
                        "zl2m19DIexc0CnBxhkbO3BEAiISBaj+ckOlFvgBZCu8=",
                        "67vwt/kJHWU8dX0j9bMc0vau302n0KhMS5cI8B8QTQ8=",
                        "3bgfhHqCih6y/gpIk6Fp+yppczD6V+z2hefgM0h6e0M=",
                        "MM2AgsuYkiEIJx9tmDYSwZq7NxGDAqeiX6vfPWnTTMc=",
                        "dKe3Lw1ntdJAQpfLCjBbJL28mQONXf3wxzu3PHwx8t4=",
                        "qAwmHOczj0QmpVRZQwW9BGtKx1HeudpZG/zNnmklr04=",
                        "J7d97NIN/qQTOYE+u3hk7DClC0bJeane7VIj0l/JO8I="};
  proof = InclusionProof(42, 300, nodes).value();
  ASSERT_EQ(proof.size(), std::size(path));
  for (size_t i = 0; i < proof.size(); ++i) {
    EXPECT_EQ(Base64(proof[i]), path[i]);
  }
}

TEST_F(WorkedLog, TilesAreTheExpectedOnes) {
  EXPECT_EQ(ToHex(Sha256(Tile(0, 0, 256))),
            "14f6fc92a23ca6b9f939e2dab538882416485173ae99b55a5951baa6dbcabbd6");
  EXPECT_EQ(ToHex(Sha256(Tile(0, 1, 44))),
            "d65c14e2213b5f507c52d529f3bdf24f08cdcd91d29429bdc5a6d48a222bd3f7");
  EXPECT_EQ(Tile(1, 0, 1), ToView(testing::NaiveRoot(leaves_, 0, 256)));
  std::string bundle;
  for (int i = 0; i < 256; ++i) {
    AppendToBundle(&bundle, "event " + std::to_string(i));
  }
  EXPECT_EQ(ToHex(Sha256(bundle)),
            "9eb7b68ba4df1aa52405e4aa47bf012e3a13ea4f643e02514fc1cbafdd85fc8a");
}

TEST_F(WorkedLog, AWitnessRequestIsWrittenAndReadStrictly) {
  Signer log = Seeded("events.example/site-1", KeyType::kEd25519, 0x00);
  AddCheckpoint request;
  request.old_size = 256;
  request.proof = ConsistencyProof(256, 300, testing::NodesOf(leaves_)).value();
  request.note.text = Checkpoint{"events.example/site-1", 300, RootOf(leaves_)}.ToString();
  request.note.signatures = {log.Sign(request.note.text)};
  std::string body = request.ToString();
  EXPECT_TRUE(body.starts_with("old 256\nJ7d97NIN/qQTOYE+u3hk7DClC0bJeane7VIj0l/JO8I=\n\nevents."));
  Result<AddCheckpoint> parsed = ParseAddCheckpoint(body);
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed->old_size, 256U);
  EXPECT_EQ(parsed->proof, request.proof);
  EXPECT_EQ(parsed->note.ToString(), request.note.ToString());
  std::string many = "old 1\n";
  for (int i = 0; i < 64; ++i) {
    many += "J7d97NIN/qQTOYE+u3hk7DClC0bJeane7VIj0l/JO8I=\n";
  }
  for (const std::string& bad :
       {std::string(), std::string("old\n"), "new " + body.substr(4), "old 0256" + body.substr(7),
        "old -1" + body.substr(7), body.substr(0, body.size() - 1),
        many + "\n" + request.note.ToString(),
        std::string("old 1\nJ7d97N==\n\n") + request.note.ToString()}) {
    EXPECT_FALSE(ParseAddCheckpoint(bad).ok()) << bad.substr(0, 40);
  }
}

TEST(Checkpoint, MalformedTextsAreRefused) {
  std::string root = "G6q9MvIh86seCVhu76uGtC/csMNY/P+UeOoWkNv8tKc=\n";
  EXPECT_TRUE(ParseCheckpoint("a\n300\n" + root).ok());
  EXPECT_TRUE(ParseCheckpoint("a\n0\n" + root + "extension\n").ok());
  for (const std::string& text :
       {std::string(), std::string("a\n"), std::string("a\n300\n"), "\n300\n" + root,
        "a\n0300\n" + root, "a\n-1\n" + root, "a\n18446744073709551616\n" + root,
        "a\n300\n" + root + "\n", std::string("a\n300\nG6q9\n"), "a\n300\n" + root.substr(0, 44)}) {
    EXPECT_FALSE(ParseCheckpoint(text).ok()) << text;
  }
}

}  // namespace
}  // namespace assay::merkle
