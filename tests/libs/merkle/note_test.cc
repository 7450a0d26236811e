#include "assay/merkle/note.h"

#include <gtest/gtest.h>

#include "assay/base/hash.h"

namespace assay::merkle {
namespace {

constexpr char kPeter[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr char kPeterText[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr char kPeterLine[] =
    "\xE2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
    "otpRZb6KE6RyyBwJnAM=\n";
constexpr char kFoo[] = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr char kFooLine[] =
    "\xE2\x80\x94 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3"
    "mFXmRKuwHjG1Yu72IneyaQM=\n";

VerifierKey Key(const char* vkey) {
  return VerifierKey::Parse(vkey).value();
}
Note Parsed(const std::string& bytes) {
  Result<Note> note = ParseNote(bytes);
  EXPECT_TRUE(note.ok()) << note.status().message();
  return note.ok() ? *note : Note();
}

TEST(Note, VerifiesTheExamplesOfTheSpecification) {
  Note note = Parsed(std::string(kPeterText) + "\n" + kPeterLine);
  EXPECT_EQ(note.text, kPeterText);
  EXPECT_TRUE(VerifyNote(note, {Key(kPeter)}).ok());
  EXPECT_TRUE(
      VerifyNote(Parsed(std::string("This is an example message.\n\n") + kFooLine), {Key(kFoo)})
          .ok());
}

TEST(Note, IsWrittenAsItWasRead) {
  std::string bytes = std::string("one\n\ntwo\n\n") + kFooLine + kPeterLine;
  Note note = Parsed(bytes);
  EXPECT_EQ(note.text, "one\n\ntwo\n");
  EXPECT_EQ(note.ToString(), bytes);
}

TEST(Note, AnUnknownSignatureIsIgnoredAndAKnownBadOneRefused) {
  Note note = Parsed(std::string(kPeterText) + "\n" + kFooLine + kPeterLine);
  EXPECT_EQ(VerifyNote(note, {Key(kPeter)})->size(), 1U);
  EXPECT_FALSE(VerifyNote(note, {Key(kPeter), Key(kFoo)}).ok());
  EXPECT_FALSE(VerifyNote(note, {}).ok());
}

TEST(Note, ChangedTextDoesNotVerify) {
  Note note = Parsed(std::string("If you think\n\n") + kPeterLine);
  EXPECT_FALSE(VerifyNote(note, {Key(kPeter)}).ok());
}

TEST(Note, OneKeyCountsOnceHoweverOftenItSigned) {
  Note note = Parsed(std::string(kPeterText) + "\n" + kPeterLine + kPeterLine);
  EXPECT_EQ(VerifyNote(note, {Key(kPeter)})->size(), 1U);
}

TEST(Note, MalformedNotesAreRefused) {
  std::string many = "text\n\n";
  for (size_t i = 0; i <= kNoteSignaturesMax; ++i) {
    many += kPeterLine;
  }
  for (const std::string& bytes :
       {std::string(), std::string("text\n"), std::string("text\n\n"),
        std::string("text\n") + kPeterLine, std::string("text\n\n") + "- Peter x08go/ZJ\n",
        std::string("te\x01xt\n\n") + kPeterLine, std::string("te\xFFxt\n\n") + kPeterLine,
        std::string("text\n\n\xE2\x80\x94 Peter Neumann\n"),
        std::string("text\n\n\xE2\x80\x94 a+b x08go/ZJkuBS\n"),
        std::string("text\n\n\xE2\x80\x94 ab x08g\n"),
        std::string("text\n\n") + std::string(kPeterLine, sizeof(kPeterLine) - 2), many,
        std::string(kNoteBytesMax, 'x') + "\n\n" + kPeterLine}) {
    EXPECT_FALSE(ParseNote(bytes).ok()) << bytes.substr(0, 60);
  }
}

TEST(VerifierKey, IsReadWrittenAndChecked) {
  EXPECT_EQ(Key(kPeter).ToString(), kPeter);
  for (const char* vkey : {"", "PeterNeumann", "PeterNeumann+c74f20a3",
                           "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+c74f20a3+CRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                           "PeterNeumann+c74f20a3+ARpc2Q"}) {
    EXPECT_FALSE(VerifierKey::Parse(vkey).ok()) << vkey;
  }
}

TEST(Signer, SignsWhatItsKeyVerifies) {
  std::string seed = RandomBytes(Signer::kSeedBytes);
  Signer signer = Signer::FromSeed("assay.example/log", KeyType::kEd25519, seed).value();
  Note note{"text\n", {signer.Sign("text\n")}};
  EXPECT_TRUE(VerifyNote(Parsed(note.ToString()), {signer.key()}).ok());

  Signer witness = Signer::FromSeed("assay.example/w", KeyType::kCosignatureV1, seed).value();
  note.signatures.push_back(witness.Cosign(note.text, 1'700'000'000));
  EXPECT_EQ(VerifyNote(note, {signer.key(), witness.key()})->size(), 2U);
  EXPECT_EQ(note.signatures.back().cosigned_at(), 1'700'000'000U);
  note.signatures.back().bytes[7] ^= 1;  // another time
  EXPECT_FALSE(VerifyNote(note, {witness.key()}).ok());
}

TEST(Signer, IsKeptAsTheGoToolsKeepIt) {
  std::string text = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  Signer signer = Signer::Parse(text).value();
  EXPECT_EQ(signer.key().ToString(), kPeter);
  EXPECT_EQ(signer.ToString(), text);
  EXPECT_EQ((Note{kPeterText, {signer.Sign(kPeterText)}}.ToString()),
            std::string(kPeterText) + "\n" + kPeterLine);
  for (size_t end = 0; end < text.size(); ++end) {
    EXPECT_FALSE(Signer::Parse(text.substr(0, end)).ok()) << end;
  }
}

TEST(Signer, NeedsASeedAndAName) {
  EXPECT_FALSE(Signer::FromSeed("a", KeyType::kEd25519, "short").ok());
  EXPECT_FALSE(Signer::FromSeed("a b", KeyType::kEd25519, std::string(32, 'x')).ok());
  EXPECT_FALSE(Signer::FromSeed("a\xC2\xA0"
                                "b",
                                KeyType::kEd25519, std::string(32, 'x'))
                   .ok());
  EXPECT_FALSE(Signer::FromSeed("", KeyType::kEd25519, std::string(32, 'x')).ok());
}

}  // namespace
}  // namespace assay::merkle
