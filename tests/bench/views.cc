#include "tests/bench/views.h"

#include "assay/eventlog/read_ahead.h"
#include "assay/projection/record_view.h"
#include "tests/bench/sample.h"

namespace assay::bench {

double RebuildRate(const std::string& log_folder, const std::string& view_folder) {
  SystemClock clock;
  eventlog::OpenOptions options;
  options.genesis.set_service("actions");
  options.clock = &clock;
  auto log = Must(eventlog::EventLog::Open(OpenLogStore(log_folder), options));
  schema::Catalog catalog;
  auto store = Must(storage::OpenRocksStore(
      {.folder = view_folder, .columns = projection::RecordView::Columns(), .rebuildable = true}));
  auto view = Must(projection::RecordView::Open(std::move(store), &catalog, true));
  Stopwatch watch;
  eventlog::ReadAhead ahead(log.get());
  while (view->next() < log->next()) {
    uint64_t from = view->next();
    Must(view->Apply(from, Must(ahead.Read(from))));
    Must(view->parked() ? Internal("the view is parked: " + view->parked()->reason) : OkStatus());
  }
  return static_cast<double>(log->next()) / watch.Seconds();
}

}  // namespace assay::bench
