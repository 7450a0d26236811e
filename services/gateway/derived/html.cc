#include "services/gateway/derived/html.h"

#include <fmt/core.h>

namespace assay::gateway::html {
namespace {

constexpr char kStyle[] = R"css(
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #f1f4f6;
  --line: #c4ccd3; --link: #0b5394; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8eb; --paper: #15181b; --soft: #20262b; --line: #48525a; --link: #8cc4ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem 1.5rem 4rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
h2 { margin-top: 3rem; border-bottom: 2px solid var(--line); }
h3 { margin-top: 2.5rem; }
h4 { margin: 1.8rem 0 .3rem; }
p { margin: .3rem 0; }
nav ul { columns: 14rem; padding-left: 1.2rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); padding: .8rem;
  white-space: pre-wrap; }
table { width: 100%; margin: .6rem 0; border-collapse: collapse; font-size: .92rem; }
caption { text-align: left; font-weight: 600; }
th, td { padding: .2rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { background: var(--soft); }
tbody th { font-weight: 400; font-family: ui-monospace, monospace; font-size: .85rem; width: 30%; }
)css";

}  // namespace

std::string Escape(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

std::string Element(std::string_view tag, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>\n", tag, Escape(text));
}

std::string Heading(int level, std::string_view id, std::string_view text) {
  return fmt::format("<h{0} id=\"{1}\">{2}</h{0}>\n", level, Escape(id), Escape(text));
}

std::string LinkTo(std::string_view id, std::string_view text) {
  return fmt::format("<a href=\"#{}\">{}</a>", Escape(id), Escape(text));
}

std::string Section(std::string_view heading_id, std::string_view html) {
  return fmt::format("<section aria-labelledby=\"{}\">\n{}</section>\n", Escape(heading_id), html);
}

std::string Render(const Table& table) {
  std::string head;
  for (const std::string& column : table.columns) {
    head += fmt::format("<th scope=\"col\">{}</th>", Escape(column));
  }
  std::string body;
  for (const auto& row : table.rows) {
    body += "<tr>";
    for (size_t i = 0; i < row.size(); ++i) {
      body += (i == 0 ? "<th scope=\"row\">" : "<td>") + Escape(row[i]);
      body += i == 0 ? "</th>" : "</td>";
    }
    body += "</tr>\n";
  }
  return fmt::format(
      "<table><caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n",
      Escape(table.caption), head, body);
}

std::string Page(std::string_view title, std::string_view html) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
      Escape(title), kStyle, html);
}

}  // namespace assay::gateway::html
