#include "services/gateway/derived/api_page.h"

#include <fmt/core.h>

#include <algorithm>

#include "assay/schema/plain_json.h"
#include "services/gateway/derived/field_words.h"
#include "services/gateway/derived/fixed_routes.h"
#include "services/gateway/derived/html.h"
#include "services/gateway/derived/names.h"

namespace assay::gateway {
namespace {

using schema::Descriptor;
using schema::FieldDescriptor;

constexpr int kNestingMax = 4;  // messages in messages; deeper ones are told by name only

constexpr char kHowToCall[] = R"sh(# Sign in; the token is for the header of every other call.
curl -sS https://assay.example/api/v1/sessions -H 'Content-Type: application/json' \
  -d '{"login":"kim","password":"..."}'

# Give a command. You make the record's id and the key; repeat with the same key after a failure.
curl -sS "https://assay.example/api/v1/organisations/$ORGANISATION/enquiries/$ID:decline-enquiry" \
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
  -H "Idempotency-Key: $(uuidgen)" -H 'If-Match: "3"' \
  -d '{"reason":"No auditors for this sector.","occurredOn":"2026-11-20"}'

# List what has to be seen after it, as JSON, CSV or XLSX.
curl -sS -G "https://assay.example/api/v1/organisations/$ORGANISATION/enquiries" \
  -H "Authorization: Bearer $TOKEN" -d atLeast=audits=12 -d sort=-sentOn \
  --data-urlencode 'filter=state=DECLINED' -d format=csv
)sh";

template <typename Texts>
std::string Joined(const Texts& texts) {
  std::string joined;
  for (const auto& text : texts) {
    joined += (joined.empty() ? "" : ", ") + std::string(text);
  }
  return joined;
}

// "Label: value" as a paragraph; nothing without a value.
std::string Fact(std::string_view label, std::string_view value) {
  return value.empty() ? "" : html::Element("p", fmt::format("{}: {}", label, value));
}

std::string Route(std::string_view method, std::string_view path) {
  return fmt::format("<p><code>{} {}</code></p>\n", html::Escape(method), html::Escape(path));
}

// The id of a heading; letters, digits and dashes.
std::string Anchor(std::string_view kind, const std::string& full_name) {
  std::string anchor = fmt::format("{}-{}", kind, ShortName(full_name));
  std::replace(anchor.begin(), anchor.end(), '.', '-');
  return anchor;
}

// Rows for the fields of a message and of those in it, "team[].personId".
void AddFields(const Descriptor* type, const std::string& prefix, bool shown, int depth,
               html::Table* table) {
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    std::string path = prefix + schema::PropertyName(field) + (field->is_repeated() ? "[]" : "");
    std::vector<std::string> row{path, TypeWords(field, shown)};
    if (shown) {
      row.push_back(IsPersonal(field) ? "personal data" : "");
    } else {
      row.push_back(BoundWords(field));
    }
    table->rows.push_back(std::move(row));
    bool nested = field->type() == FieldDescriptor::TYPE_MESSAGE && depth < kNestingMax;
    if (nested && !(shown && IsPersonal(field))) {
      AddFields(field->message_type(), path + ".", shown, depth + 1, table);
    }
  }
}

std::string FieldTable(const Descriptor* type, const std::string& caption, bool shown) {
  html::Table table{caption, {"Field", "Type", shown ? "Note" : "Must be"}, {}};
  AddFields(type, "", shown, 1, &table);
  if (!shown) {
    std::erase_if(table.rows, [](const auto& row) { return row[0] == "id"; });  // in the path
  }
  return table.rows.empty() ? html::Element("p", "No fields.") : html::Render(table);
}

std::string Readers(const google::protobuf::RepeatedField<int>& allowed) {
  return allowed.empty() ? "every role in the organisation" : Joined(RolesOf(allowed));
}

std::string CommandText(const schema::CommandType& command) {
  std::string id = Anchor("command", command.message->full_name());
  const assay::Command& options = command.options;
  std::string text = html::Heading(4, id, Spoken(command.message->name()));
  text += Route("POST", CommandPath(command));
  text += Fact("Who may", Joined(RolesOf(options.allow())));
  text += Fact("In the states", Joined(options.when()));
  text += Fact("Row of the process", options.requirement());
  text += Fact("The record", options.creates()      ? "must not exist yet"
                             : options.may_create() ? "is made when it does not exist"
                                                    : "must exist");
  return text + FieldTable(command.message, "Fields of the body", false);
}

std::string RecordText(const schema::Catalog& catalog, const schema::RecordType& record) {
  std::string id = Anchor("record", record.name());
  std::string text = html::Heading(3, id, Spoken(record.state->name()));
  text += Route("GET", CollectionPath(record));
  text += Route("GET", RecordPath(record));
  text += Route("GET", RecordPath(record) + "/history");
  text += Fact("Who may read", Readers(record.options.readers()));
  text += Fact("Query parameter", IsPerService(record) ? "service (required)" : "");
  text += FieldTable(record.state, "Fields of the record", true);
  for (const auto& [name, command] : catalog.commands()) {
    if (command.record == &record && !command.options.internal()) {
      text += CommandText(command);
    }
  }
  return html::Section(id, text);
}

std::string QueryText(const schema::QueryType& query) {
  std::string id = Anchor("query", query.message->full_name());
  std::string text = html::Heading(3, id, Spoken(query.message->name()));
  text += Route("GET", QueryPath(query));
  text += Fact("Who may ask", Readers(query.options.allow()));
  text += FieldTable(query.message, "Query parameters", false);
  text += FieldTable(query.response, "Fields of the answer", true);
  return html::Section(id, text);
}

std::string ServiceText(const schema::Catalog& catalog, const std::string& service) {
  std::string text = html::Heading(2, service, Spoken(service));
  for (const auto& [name, record] : catalog.records()) {
    text += record.service == service ? RecordText(catalog, record) : "";
  }
  for (const auto& [name, query] : catalog.queries()) {
    text += query.service == service ? QueryText(query) : "";
  }
  return html::Section(service, text);
}

std::string CalculatorsText(const schema::Catalog& catalog) {
  std::string text = html::Heading(2, "calculators", "Calculators");
  text += html::Element("p",
                        "For everybody who is signed in. Names as they stand here; decimals are "
                        "numbers, exact to the last digit; nothing is stored.");
  for (const auto& [name, calculator] : catalog.calculators()) {
    std::string id = "calculator-" + name;
    std::string section = html::Heading(3, id, Spoken(name));
    section += Route("POST", CalculatorPath(calculator));
    section += html::Element("p", calculator.options.summary() + ".");
    section += FieldTable(calculator.message, "Fields of the body", false);
    section += FieldTable(calculator.response, "Fields of the answer", true);
    text += html::Section(id, section);
  }
  return html::Section("calculators", text);
}

std::string_view AccessWords(Access access) {
  switch (access) {
    case Access::kEverybody:
      return "everybody";
    case Access::kSignedIn:
      return "everybody who is signed in";
    case Access::kUserOrAdministrator:
      return "the user and ADMINISTRATOR";
    case Access::kAdministrator:
      return "ADMINISTRATOR";
  }
  return "";
}

std::string FixedText() {
  html::Table table{"Routes", {"Route", "What it does", "Who may"}, {}};
  for (const FixedRoute& route : FixedRoutes()) {
    table.rows.push_back({fmt::format("{} {}", route.method, DocumentedPath(route)),
                          std::string(route.summary), std::string(AccessWords(route.access))});
  }
  std::string text = html::Heading(2, "installation", "Installation") + html::Render(table);
  for (const FixedRoute& route : FixedRoutes()) {
    if (route.request != nullptr) {
      text += FieldTable(route.request(), fmt::format("Body of {}", route.path), false);
    }
  }
  return html::Section("installation", text);
}

std::string HowToCall() {
  return html::Section(
      "calling",
      html::Heading(2, "calling", "How to call") + html::Element("pre", kHowToCall) +
          html::Element("p",
                        "Lists take filter, sort, pageSize, pageToken, asOf, on, atLeast and "
                        "format; histories take pageSize, pageToken, asOf and atLeast; records "
                        "and queries take asOf, on and atLeast.") +
          html::Element("p",
                        "A failure is a problem document (RFC 9457) with code, detail and, where "
                        "they apply, field, rule, clause and ruleset. For programs there is the "
                        "same as OpenAPI at /openapi.json."));
}

std::string Navigation(const schema::Catalog& catalog, const std::vector<std::string>& services) {
  std::string text = fmt::format(
      "<nav aria-label=\"Contents\">\n<ul>\n<li>{}</li>\n<li>{}</li>\n<li>{}</li>\n",
      html::LinkTo("calling", "How to call"), html::LinkTo("installation", "Installation"),
      html::LinkTo("calculators", "Calculators"));
  for (const std::string& service : services) {
    text += fmt::format("<li>{}\n<ul>\n", html::LinkTo(service, Spoken(service)));
    for (const auto& [name, record] : catalog.records()) {
      if (record.service == service) {
        text += fmt::format("<li>{}</li>\n",
                            html::LinkTo(Anchor("record", name), Spoken(record.state->name())));
      }
    }
    text += "</ul></li>\n";
  }
  return text + "</ul>\n</nav>\n";
}

}  // namespace

std::string ApiPage(const schema::Catalog& catalog) {
  std::vector<std::string> services = catalog.services();
  services.emplace_back("log");
  std::string text = "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header>\n";
  text += html::Element("h1", "Assay: the HTTP API");
  text += html::Element("p", "Every record, command and query of this installation.");
  text += "</header>\n" + Navigation(catalog, services) + "<main id=\"main\">\n";
  text += HowToCall() + FixedText() + CalculatorsText(catalog);
  for (const std::string& service : services) {
    text += ServiceText(catalog, service);
  }
  return html::Page("Assay: the HTTP API", text + "</main>\n");
}

}  // namespace assay::gateway
