#include "services/assayctl/programme_records.h"

#include <array>
#include <string_view>
#include <vector>

namespace assay::ctl {
namespace {

namespace json = boost::json;

// What a record is about, in the JSON names of its top-level fields. Whom and where it concerns,
// and what came before it, may belong to other programmes too.
constexpr std::array<std::string_view, 8> kAbout = {"journeyId",     "auditId",  "findingId",
                                                    "reviewId",      "actionId", "enquiryId",
                                                    "certificateId", "subjectId"};

// One row of a list: its id, and the ids of what it is about.
struct Row {
  std::string record;  // "findings/<id>"
  std::string id;
  std::vector<std::string> about;
};

bool MayBelong(const schema::RecordType& type) {
  return type.service != "log" && type.service != "directory" && !type.options.shared() &&
         !type.options.collection().empty();
}

Row RowOf(const std::string& collection, const json::object& item) {
  Row row;
  row.id = item.at("id").as_string();
  row.record = collection + "/" + row.id;
  for (std::string_view field : kAbout) {
    const json::value* value = item.if_contains(field);
    if (value != nullptr && value->is_string() && !value->as_string().empty()) {
      row.about.emplace_back(value->as_string());
    }
  }
  return row;
}

Status ReadList(const std::string& collection, const ReadPath& read, std::vector<Row>* rows) {
  std::string page_token;
  do {
    ASSAY_ASSIGN_OR_RETURN(
        ApiAnswer page, read(collection + (page_token.empty() ? "" : "?pageToken=" + page_token)));
    for (const json::value& item : page.json.at("items").as_array()) {
      rows->push_back(RowOf(collection, item.as_object()));
    }
    page_token = page.Text("nextPageToken");
  } while (!page_token.empty());
  return OkStatus();
}

bool Belongs(const Row& row, const std::set<std::string>& ids) {
  for (const std::string& id : row.about) {
    if (ids.contains(id)) {
      return true;
    }
  }
  return ids.contains(row.id);
}

}  // namespace

Result<std::set<std::string>> FindProgrammeRecords(const schema::Catalog& catalog,
                                                   const std::string& journey,
                                                   const ReadPath& read) {
  std::vector<Row> rows;
  for (const auto& [name, type] : catalog.records()) {
    if (MayBelong(type)) {
      ASSAY_RETURN_IF_ERROR(ReadList(type.options.collection(), read, &rows));
    }
  }
  std::set<std::string> ids{journey};
  std::set<std::string> records;
  for (size_t before = 0, round = 0; round == 0 || records.size() > before; ++round) {
    before = records.size();
    for (const Row& row : rows) {
      if (Belongs(row, ids)) {
        ids.insert(row.id);
        records.insert(row.record);
      }
    }
  }
  return records.contains("journeys/" + journey)
             ? Result(std::move(records))
             : NotFound("there is no journey " + journey + " in this organisation");
}

}  // namespace assay::ctl
