// The pure parts: a target taken apart, the octets of a header, UTF-8.
#include "libs/http/src/target.h"

#include <gtest/gtest.h>

#include <string>

#include "libs/http/src/head_scanner.h"
#include "libs/http/src/response_head.h"

namespace assay::http {
namespace {

using State = HeadScanner::State;
using Query = std::map<std::string, std::string>;

TEST(Target, PathAndQueryAreDecoded) {
  struct Case {
    std::string target;
    std::string path;
    Query query;
  };
  for (const Case& example : {
           Case{"/", "/", {}},
           Case{"/a%20b/%C3%A4", "/a b/\xc3\xa4", {}},
           Case{"/a..b/...", "/a..b/...", {}},
           Case{"/a%2Fb", "/a/b", {}},
           Case{"/?", "/", {}},
           Case{"/?a=1&b=2", "/", {{"a", "1"}, {"b", "2"}}},
           Case{"/?a=1&&b=2&", "/", {{"a", "1"}, {"b", "2"}}},
           Case{"/?a", "/", {{"a", ""}}},
           Case{"/?a=", "/", {{"a", ""}}},
           Case{"/?a=b=c", "/", {{"a", "b=c"}}},
           Case{"/?a=b+c%2Bd%26e", "/", {{"a", "b c+d&e"}}},
           Case{"/?a+b=%0A", "/", {{"a b", "\n"}}},
           Case{"/?a=/b?c", "/", {{"a", "/b?c"}}},
           Case{"//b/c", "//b/c", {}},
           Case{"http://a:80/b?c=d", "/b", {{"c", "d"}}},
           Case{"HTTP://a", "/", {}},
       }) {
    Result<Target> target = ParseTarget("GET", example.target, "http");
    ASSERT_TRUE(target.ok()) << example.target << ": " << target.status().message();
    EXPECT_EQ(target->path, example.path);
    EXPECT_EQ(target->query, example.query) << example.target;
  }
}

TEST(Target, TheAsteriskIsForOptionsOnly) {
  EXPECT_EQ(ParseTarget("OPTIONS", "*", "http")->path, "*");
  EXPECT_FALSE(ParseTarget("GET", "*", "http").ok());
}

TEST(Target, AnAuthorityIsAHostAndMaybeAPort) {
  for (std::string_view host : {"a", "a.example", "a:80", "127.0.0.1:8080", "[::1]", "[::1]:80"}) {
    EXPECT_TRUE(IsAuthority(host)) << host;
  }
  for (std::string_view host :
       {"", ":80", "a b", "a/b", "a?b", "u@a", "a:b", "a,b c", "a:1:2", "[::1"}) {
    EXPECT_FALSE(IsAuthority(host)) << host;
  }
}

TEST(Utf8, OnlyWellFormedTextIsAccepted) {
  for (std::string_view text : {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                                "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(IsUtf8(text));
  }
  for (std::string_view text :
       {"\x80", "\xc0\xaf", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x9f\xbf", "\xe2\x82",
        "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"}) {
    EXPECT_FALSE(IsUtf8(text)) << static_cast<int>(text[0]);
  }
}

TEST(HeadScanner, FindsTheEndHoweverTheBytesArrive) {
  std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  std::string received = head + "body\n";
  HeadScanner at_once;
  EXPECT_EQ(at_once.Scan(received), State::kDone);
  EXPECT_EQ(at_once.size(), head.size());
  HeadScanner dribbled;
  for (size_t length = 1; length < head.size(); ++length) {
    ASSERT_EQ(dribbled.Scan(std::string_view(received).substr(0, length)), State::kMore);
  }
  EXPECT_EQ(dribbled.Scan(received), State::kDone);
  EXPECT_EQ(dribbled.size(), head.size());
}

TEST(ResponseHead, TheDateIsInTheFixedFormat) {
  std::string head = EncodeHead({}, false, 784'111'777'000'000);
  EXPECT_NE(head.find("\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"), std::string::npos) << head;
}

}  // namespace
}  // namespace assay::http
