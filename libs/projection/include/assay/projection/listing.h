#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "assay/base/rejection.h"
#include "assay/projection/record_view.h"

namespace assay::projection {

// What a list is asked for. `filter`: conditions joined by ";", each field, operator (= != < <= >
// >= ~) and value: "state=RAISED;due_on<2026-12-01";
// "~" is "contains". Field names as in proto/ or in JSON; dotted paths reach into messages. `sort`:
// fields joined by ",", "-" for descending; the id decides between equals.
struct ListRequest {
  std::string filter;
  std::string sort;
  uint32_t page_size = 0;  // 0: 100; at most limits::kPageRowsMax, and limits::kPageBytesMax
  std::string page_token;  // of the page before; pins the position the first page was read at
  AsOf as_of;
};

struct Page {
  std::vector<std::unique_ptr<Message>> records;
  std::string next_page_token;  // empty on the last page
  uint64_t total = 0;           // records that match
  uint64_t position = 0;        // the view's next position the page was read at
};

// One page of the records of a kind. A Rejection ("invalid-filter", "invalid-sort",
// "invalid-page-token") names the part at fault. `present` fills in computed states before they are
// filtered; may be null.
std::variant<Page, Rejection, Status> List(const RecordView& view, const schema::RecordType& type,
                                           const std::string& organisation,
                                           const ListRequest& request,
                                           const std::function<void(Message*)>& present);

}  // namespace assay::projection
