// What is ambiguous is refused with 400 and the connection is closed, so that nothing behind it is
// taken for a request.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/libs/http/raw_connection.h"
#include "tests/libs/http/test_server.h"

namespace assay::http {
namespace {

using std::string_literals::operator""s;  // NOLINT(misc-unused-using-decls): it is used

struct RefusalCase {
  std::string name;
  std::string bytes;
};

const std::string kBehind = "GET /behind HTTP/1.1\r\nHost: a\r\n\r\n";

const std::vector<RefusalCase> kRefused = {
    // Where the body ends (RFC 9112 6.3).
    {"ContentLengthAndChunked",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: "
     "chunked\r\n\r\n0\r\n\r\n"},
    {"ChunkedAndContentLength",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: "
     "4\r\n\r\n0\r\n\r\n"},
    {"IdentityAndContentLength",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nContent-Length: 4\r\n\r\nbody"},
    {"TwoContentLengths",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody"},
    {"TheSameContentLengthTwice",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nbody"},
    {"ContentLengthList", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\nbody"},
    {"ContentLengthWithSign", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nbody"},
    {"ContentLengthNegative", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -4\r\n\r\nbody"},
    {"ContentLengthInHexadecimal", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x4\r\n\r\nbody"},
    {"ContentLengthEmpty", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n"},
    {"ContentLengthBeyond64Bits",
     "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551620\r\n\r\nbody"},
    {"TransferEncodingGzip", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"},
    {"TransferEncodingGzipChunked",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
    {"TransferEncodingChunkedTwice",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
    {"TransferEncodingInTwoFields",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\nTransfer-Encoding: "
     "chunked\r\n\r\n0\r\n\r\n"},
    {"TransferEncodingXchunked",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
    {"TransferEncodingQuoted",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"},
    {"TransferEncodingWithParameter",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n"},
    {"TransferEncodingWithVerticalTab",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n"},
    {"TransferEncodingEmpty", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n\r\n"},
    {"TransferEncodingInHttp10",
     "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
    // Chunks (RFC 9112 7.1).
    {"ChunkSizeWithPrefix",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x4\r\nbody\r\n0\r\n\r\n"},
    {"ChunkSizeWithSign",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n+4\r\nbody\r\n0\r\n\r\n"},
    {"ChunkSizeEmpty",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\nbody\r\n0\r\n\r\n"},
    {"ChunkSizeBeyond64Bits",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
     "chunked\r\n\r\n10000000000000004\r\nbody\r\n0\r\n\r\n"},
    {"ChunkLongerThanItsSize",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody more\r\n0\r\n\r\n"},
    {"ChunkSizeEndingInLineFeed",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\nbody\r\n0\r\n\r\n"},
    {"ChunkSizeEndingInCarriageReturn",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\rbody\r\n0\r\n\r\n"},
    {"ChunkEndingInLineFeed",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\n\n0\r\n\r\n"},
    {"LineFeedInChunkExtension",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4;a\nb\r\nbody\r\n0\r\n\r\n"},
    {"LineFeedInQuotedChunkExtension",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
     "chunked\r\n\r\n4;a=\"\n\"\r\nbody\r\n0\r\n\r\n"},
    {"LineFeedInLastChunkExtension",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
     "chunked\r\n\r\n4\r\nbody\r\n0;a=\"\n\"\r\n\r\n"},
    {"NulInChunkExtension",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4;a=\"\0\"\r\nbody\r\n0\r\n\r\n"s},
    {"FoldedTrailer",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n c\r\n\r\n"},
    {"LineFeedInTrailer",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\nC: d\r\n\r\n"},
    {"ContentLengthInTrailer",
     "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: "
     "4\r\n\r\n"},
    // Whose request it is (RFC 9110 7.2, RFC 9112 3.2).
    {"HostMissing", "GET / HTTP/1.1\r\n\r\n"},
    {"HostMissingInHttp10", "GET / HTTP/1.0\r\n\r\n"},
    {"HostEmpty", "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
    {"HostTwice", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
    {"TheSameHostTwice", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"},
    {"HostList", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"},
    {"HostWithUser", "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n"},
    {"HostWithPath", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
    {"HostWithBadPort", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"},
    {"AbsoluteFormOfAnotherHost", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"AbsoluteFormOfAnotherScheme", "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"AbsoluteFormOfHttpsOverPlainHttp", "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"AbsoluteFormWithoutHost", "GET http:/b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"AuthorityForm", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"AsteriskFormOfGet", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"},
    // Lines (RFC 9112 2.2, 5.1, 5.2).
    {"FoldedHeaderWithSpace", "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n"},
    {"FoldedHeaderWithTab", "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n\tc\r\n\r\n"},
    {"WhiteSpaceBeforeFirstField", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"},
    {"SpaceBeforeColon", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\nbody"},
    {"FieldWithoutName", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"},
    {"FieldWithoutColon", "GET / HTTP/1.1\r\nHost: a\r\nA\r\n\r\n"},
    {"FieldNameWithSpace", "GET / HTTP/1.1\r\nHost: a\r\nA B: c\r\n\r\n"},
    {"FieldNameOutsideAscii", "GET / HTTP/1.1\r\nHost: a\r\n\xc3\xa4: c\r\n\r\n"},
    {"LineFeedAfterRequestLine", "GET / HTTP/1.1\nHost: a\r\n\r\n"},
    {"LineFeedAfterField", "GET / HTTP/1.1\r\nHost: a\nA: b\r\n\r\n"},
    {"LineFeedsAtTheEnd", "GET / HTTP/1.1\r\nHost: a\n\n"},
    {"CarriageReturnInField", "GET / HTTP/1.1\r\nHost: a\r\nA: b\rC: d\r\n\r\n"},
    {"CarriageReturnAtTheEnd", "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n"},
    {"NulInFieldValue", "GET / HTTP/1.1\r\nHost: a\r\nA: b\0c\r\n\r\n"s},
    {"NulInFieldName", "GET / HTTP/1.1\r\nHost: a\r\nA\0: b\r\n\r\n"s},
    {"NulInTarget", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"s},
    {"DeleteInFieldValue", "GET / HTTP/1.1\r\nHost: a\r\nA: \x7f\r\n\r\n"},
    {"EmptyLineBeforeRequestLine", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"SpaceBeforeRequestLine", " GET / HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TwoSpacesInRequestLine", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"TabInRequestLine", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"SpaceAfterVersion", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"},
    {"VersionMissing", "GET /\r\nHost: a\r\n\r\n"},
    {"Version12", "GET / HTTP/1.2\r\nHost: a\r\n\r\n"},
    {"Version2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    {"VersionInLowerCase", "GET / http/1.1\r\nHost: a\r\n\r\n"},
    {"MethodMissing", "/ HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"MethodNotAToken", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ATlsClientHello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s},
    // Targets (RFC 3986).
    {"PercentWithoutDigits", "GET /% HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"PercentWithOneDigit", "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"PercentWithBadDigits", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"PercentWithBadDigitsInQuery", "GET /?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ParentSegment", "GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ParentSegmentAtTheEnd", "GET /a/.. HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ParentSegmentEncoded", "GET /a/%2e%2E/b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ParentSegmentBehindEncodedSlash", "GET /a%2f..%2fb HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"ParentSegmentInAbsoluteForm", "GET http://a/../b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"EncodedNulInPath", "GET /a%00 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"EncodedLineEndInPath", "GET /a%0d%0aB:%20c HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"EncodedNulInQuery", "GET /?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"BadUtf8InPath", "GET /%c3%28 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"BadUtf8InQuery", "GET /?a=%ff HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"OverlongSlashInPath", "GET /%c0%af HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"RawBytesOutsideAsciiInPath", "GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"FragmentInTarget", "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"BackslashInPath", "GET /a\\b HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"NameRepeatedInQuery", "GET /?a=1&a=2 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"NameRepeatedInQueryWhenDecoded", "GET /?a=1&%61=2 HTTP/1.1\r\nHost: a\r\n\r\n"},
    {"RelativeTarget", "GET a HTTP/1.1\r\nHost: a\r\n\r\n"},
};

class Refusal400 : public testing::TestWithParam<RefusalCase> {
 protected:
  static void SetUpTestSuite() { server_ = StartServer(Echo).release(); }
  static void TearDownTestSuite() { delete server_; }
  static inline Server* server_ = nullptr;
};

TEST_P(Refusal400, EndsTheConnection) {
  RawConnection connection(server_->port());
  connection.Send(GetParam().bytes + kBehind);
  RawAnswer answer = connection.Receive();
  EXPECT_EQ(answer.status, 400) << answer.body;
  EXPECT_EQ(answer.headers["content-type"], "application/problem+json");
  EXPECT_EQ(answer.headers["connection"], "close");
  EXPECT_NE(answer.body.find("\"code\":\"bad-request\""), std::string::npos) << answer.body;
  EXPECT_TRUE(connection.ReceivesEnd()) << "what stood behind was taken for a request";
}

// Split at each byte, the request is refused all the same: no verdict depends on how the bytes
// arrive.
TEST_P(Refusal400, DoesNotDependOnHowTheBytesArrive) {
  RawConnection connection(server_->port());
  for (char byte : GetParam().bytes + kBehind) {
    if (!connection.Send(std::string_view(&byte, 1))) {
      break;
    }
  }
  EXPECT_EQ(connection.Receive().status, 400);
  EXPECT_TRUE(connection.ReceivesEnd());
}

INSTANTIATE_TEST_SUITE_P(Http, Refusal400, testing::ValuesIn(kRefused),
                         [](const auto& example) { return example.param.name; });

TEST(Refusal, AnExpectationOtherThanContinueIs417) {
  auto server = StartServer(Echo);
  RawAnswer answer =
      RawExchange(server->port(),
                  "POST / HTTP/1.1\r\nHost: a\r\nExpect: miracle\r\nContent-Length: 4\r\n\r\nbody");
  EXPECT_EQ(answer.status, 417);
  EXPECT_EQ(answer.headers["connection"], "close");
}

TEST(Refusal, TrailersDoNotBecomeHeaders) {
  auto server = StartServer([](const Request& request, const Respond& respond) {
    Response response = Describe(request);
    response.body += std::string(request.header("authorization"));
    respond(response);
  });
  RawAnswer answer = RawExchange(server->port(),
                                 "POST /t HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 "4\r\nbody\r\n0\r\nAuthorization: me\r\n\r\n");
  EXPECT_EQ(answer.body, "POST /t||body");
}

// Whatever comes, the server answers or closes, and serves the next client.
TEST(Refusal, MutatedRequestsNeverStopTheServer) {
  auto server = StartServer(Echo);
  std::mt19937 random(20261121);
  for (int round = 0; round < 1'000; ++round) {
    std::string bytes = kRefused[random() % kRefused.size()].bytes + kBehind;
    for (unsigned change = random() % 4; change > 0; --change) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    RawConnection connection(server->port());
    connection.Send(bytes);
    connection.FinishSending();
    while (connection.Receive().status != 0) {
    }
  }
  EXPECT_EQ(RawExchange(server->port(), kBehind).status, 200);
}

}  // namespace
}  // namespace assay::http
