#pragma once

#include <string>
#include <string_view>
#include <vector>

// The few pieces of HTML that the API page is made of. Every argument is text and is escaped,
// unless it is named `html`. Pure; any thread.
namespace assay::gateway::html {

// For text and for attribute values in double quotes.
std::string Escape(std::string_view text);

// <tag>text</tag>
std::string Element(std::string_view tag, std::string_view text);
// <h3 id="...">text</h3>
std::string Heading(int level, std::string_view id, std::string_view text);
// <a href="#id">text</a>
std::string LinkTo(std::string_view id, std::string_view text);
// A landmark named by the heading with that id.
std::string Section(std::string_view heading_id, std::string_view html);

// A table; the first cell of a row heads it. Rows may be shorter than the columns.
struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};
std::string Render(const Table& table);

// A page without script or other resource; `html` is its body.
std::string Page(std::string_view title, std::string_view html);

}  // namespace assay::gateway::html
