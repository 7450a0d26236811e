// A record's history in pages that fit one message and together show one state of the log.
#include "history.h"

#include "assay/actions/v1/events.pb.h"
#include "assay/base/limits.h"
#include "tests/libs/aggregate/write_path.h"

namespace assay::runtime {
namespace {

using aggregate::IdOf;

class HistoryTest : public ::testing::Test {
 protected:
  // One more entry on the record, of about so many bytes.
  void Add(size_t bytes) {
    actions::v1::ToDoAdded added;
    added.set_title(std::string(bytes, 'x'));
    eventlog::Draft draft;
    draft.entry.set_organisation(Id::Parse(aggregate::kOrganisation).value().ToBytes());
    draft.entry.set_command_id(Sha256(std::to_string(path_.log->next())));
    log::v1::Event* event = draft.entry.add_events();
    event->set_record(type_->name());
    event->set_id(IdOf("a"));
    event->set_type(added.GetDescriptor()->full_name());
    event->set_data(added.SerializeAsString());
    ASSERT_TRUE(path_.log->Stage(std::move(draft)).ok());
    ASSERT_TRUE(path_.log->Commit().ok());
    ASSERT_TRUE(view_->Apply(view_->next(), path_.log->Read(view_->next(), 1, 1).value()).ok());
  }
  std::variant<bus::v1::History, Rejection, Status> Show(const bus::v1::ShowHistory& query,
                                                         const projection::AsOf& as_of = {}) {
    return HistoryOf(query, *type_, aggregate::kOrganisation, as_of, *view_, *path_.log);
  }
  // How many lines each page has; `between` is called behind each.
  std::vector<int> Pages(
      uint32_t page_size, const std::function<void()>& between = [] {}) {
    bus::v1::ShowHistory query = query_;
    query.set_page_size(page_size);
    std::vector<int> pages;
    uint32_t version = 0;
    do {
      auto page = std::get<bus::v1::History>(Show(query));
      EXPECT_LE(page.ByteSizeLong(), limits::kPageBytesMax);
      for (const bus::v1::HistoryLine& line : page.lines()) {
        EXPECT_EQ(line.version(), ++version);
      }
      pages.push_back(page.lines_size());
      query.set_page_token(page.next_page_token());
      between();
    } while (!query.page_token().empty());
    return pages;
  }

  aggregate::WritePath path_;
  schema::Catalog catalog_;
  const schema::RecordType* type_ = catalog_.FindRecord("assay.actions.v1.ToDo");
  storage::FakeDisk disk_;
  std::unique_ptr<projection::RecordView> view_ =
      projection::RecordView::Open(
          storage::OpenFakeStore({.columns = projection::RecordView::Columns()}, &disk_), &catalog_,
          true)
          .value();
  bus::v1::ShowHistory query_;

  void SetUp() override {
    ASSERT_TRUE(view_->Apply(0, path_.log->Read(0, 1, 1).value()).ok());
    query_.set_record(type_->name());
    query_.set_id(IdOf("a"));
  }
};

TEST_F(HistoryTest, APageHoldsAsManyEntriesAsAskedFor) {
  for (int i = 0; i < 5; ++i) {
    Add(10);
  }
  EXPECT_EQ(Pages(2), (std::vector<int>{2, 2, 1}));
  EXPECT_EQ(Pages(0), (std::vector<int>{5}));
}

TEST_F(HistoryTest, APageOfLongEntriesEndsEarly) {
  for (int i = 0; i < 10; ++i) {
    Add(700'000);
  }
  EXPECT_EQ(Pages(0), (std::vector<int>{4, 4, 2}));
}

TEST_F(HistoryTest, WhatHappensBetweenTwoPagesIsLeftToTheNextLook) {
  for (int i = 0; i < 3; ++i) {
    Add(10);
  }
  EXPECT_EQ(Pages(2, [this] { Add(10); }), (std::vector<int>{2, 1}));
}

TEST_F(HistoryTest, APageTokenBelongsToItsHistory) {
  for (int i = 0; i < 3; ++i) {
    Add(10);
  }
  query_.set_page_size(2);
  query_.set_page_token(std::get<bus::v1::History>(Show(query_)).next_page_token());
  ASSERT_FALSE(query_.page_token().empty());
  EXPECT_TRUE(std::holds_alternative<Rejection>(Show(query_, {.position = 2})));
  query_.set_id(IdOf("b"));
  auto refused = Show(query_);
  ASSERT_TRUE(std::holds_alternative<Rejection>(refused));
  EXPECT_EQ(std::get<Rejection>(refused).code, "invalid-page-token");
  EXPECT_EQ(std::get<Rejection>(refused).field, "pageToken");
}

}  // namespace
}  // namespace assay::runtime
