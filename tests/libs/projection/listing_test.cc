// Lists: filter, sort, and pages that fit together while the log grows.
#include "assay/projection/listing.h"

#include "assay/base/bytes.h"
#include "assay/base/limits.h"
#include "tests/libs/projection/story.h"

namespace assay::projection {
namespace {

using actions::v1::ToDo;
using Titles = std::vector<std::string>;

class Listing : public ::testing::Test {
 protected:
  void SetUp() override { view_ = OpenView(&disk_, &catalog_).value(); }

  void ApplyAll() { ASSERT_TRUE(view_->Apply(view_->next(), story_.From(view_->next())).ok()); }
  void AddToDo(const std::string& title, actions::v1::Priority priority,
               const std::string& due_on) {
    actions::v1::ToDoAdded added;
    added.set_title(title);
    added.set_priority(priority);
    added.set_due_on(due_on);
    story_.Add(IdOf(title), added);
  }
  void AddThree() {
    AddToDo("b", actions::v1::HIGH, "2024-03-01");
    AddToDo("a", actions::v1::LOW, "2024-02-01");
    AddToDo("c", actions::v1::HIGH, "2024-01-01");
    ApplyAll();
  }
  std::variant<Page, Rejection, Status> ListOf(const google::protobuf::Descriptor* record,
                                               const ListRequest& request) {
    return List(*view_, *catalog_.FindRecord(record->full_name()), kOrganisation, request,
                present_);
  }
  Page PageOf(const ListRequest& request) {
    auto listed = ListOf(ToDo::descriptor(), request);
    EXPECT_TRUE(std::holds_alternative<Page>(listed))
        << (std::holds_alternative<Rejection>(listed) ? std::get<Rejection>(listed).message : "");
    return std::holds_alternative<Page>(listed) ? std::move(std::get<Page>(listed)) : Page();
  }
  static Titles TitlesOf(const Page& page) {
    Titles titles;
    for (const auto& record : page.records) {
      titles.push_back(static_cast<const ToDo&>(*record).title());
    }
    return titles;
  }
  Titles Filtered(const std::string& filter) {
    return TitlesOf(PageOf({.filter = filter, .sort = "title"}));
  }
  Titles Sorted(const std::string& sort) { return TitlesOf(PageOf({.sort = sort})); }
  Rejection Refused(const ListRequest& request) {
    auto listed = ListOf(ToDo::descriptor(), request);
    EXPECT_TRUE(std::holds_alternative<Rejection>(listed)) << request.filter << request.sort;
    return std::holds_alternative<Rejection>(listed) ? std::get<Rejection>(listed) : Rejection();
  }

  schema::Catalog catalog_;
  testing::Disk disk_{testing::StoreKind::kFake};
  Story story_;
  std::unique_ptr<RecordView> view_;
  std::function<void(Message*)> present_;
};

TEST_F(Listing, AFilterIsAllOfItsConditions) {
  AddThree();
  EXPECT_EQ(Filtered(""), (Titles{"a", "b", "c"}));
  EXPECT_EQ(Filtered("priority=HIGH"), (Titles{"b", "c"}));
  EXPECT_EQ(Filtered("priority!=HIGH"), (Titles{"a"}));
  EXPECT_EQ(Filtered("priority=HIGH;due_on<2024-02-01"), (Titles{"c"}));
  EXPECT_EQ(Filtered("dueOn<=2024-02-01"), (Titles{"a", "c"}));
  EXPECT_EQ(Filtered("dueOn>2024-02-01"), (Titles{"b"}));
  EXPECT_EQ(Filtered("dueOn>=2024-02-01"), (Titles{"a", "b"}));
  EXPECT_EQ(Filtered("due_on~-02-"), (Titles{"a"}));
  EXPECT_EQ(Filtered("title=nothing"), Titles{});
  EXPECT_EQ(Filtered("before_certification=false"), (Titles{"a", "b", "c"}));
}

TEST_F(Listing, APathReachesIntoMessagesAndNumbersCompareAsNumbers) {
  AddThree();
  for (int i = 0; i < 10; ++i) {
    story_.Prioritise(IdOf("a"), actions::v1::LOW);
  }
  ApplyAll();
  EXPECT_EQ(Filtered("meta.version=11"), (Titles{"a"}));
  EXPECT_EQ(Filtered("meta.version<9"), (Titles{"b", "c"}));
  EXPECT_EQ(Filtered("meta.changedBy~user at"), (Titles{"a", "b", "c"}));
  EXPECT_EQ(Sorted("-meta.version,title"), (Titles{"a", "b", "c"}));
}

TEST_F(Listing, AConditionOnAListHoldsForAnyOfItsElements) {
  actions::v1::ReviewPlanned planned;
  planned.add_standards("ISO/IEC 27001");
  planned.add_standards("ISO 9001");
  story_.Add(IdOf("review"), planned);
  actions::v1::ReviewInputRecorded input;
  input.mutable_input()->set_code("9.3.2 a");
  story_.Add(IdOf("review"), input);
  ApplyAll();
  auto total = [&](const std::string& filter) {
    auto listed = ListOf(actions::v1::ManagementReview::descriptor(), {.filter = filter});
    return std::get<Page>(listed).total;
  };
  EXPECT_EQ(total("standards=ISO 9001"), 1U);
  EXPECT_EQ(total("standards!=ISO 9001"), 0U);
  EXPECT_EQ(total("standards=ISO 14001"), 0U);
  EXPECT_EQ(total("inputs.code=9.3.2 a"), 1U);
  EXPECT_EQ(total("inputs.code=9.3.2 b"), 0U);
  EXPECT_EQ(total("attendees.role=REVIEW_CHAIR"), 0U);
}

TEST_F(Listing, AFilterThatMakesNoSenseNamesItsPart) {
  AddThree();
  for (const char* filter : {"never=1", "title", "title!x", "title==x", "title.deeper=x", "=x",
                             "meta.never=1", "title=a;never=1", "priority=URGENT"}) {
    Rejection rejection = Refused({.filter = filter});
    EXPECT_EQ(rejection.code, "invalid-filter") << filter;
    EXPECT_EQ(rejection.field, "filter");
  }
  EXPECT_NE(Refused({.filter = "title=a;never=1"}).message.find("never=1"), std::string::npos);
  std::string many;
  for (int i = 0; i < 21; ++i) {
    many += "title=a;";
  }
  EXPECT_EQ(Refused({.filter = many}).code, "invalid-filter");
}

TEST_F(Listing, ASortIsByItsFieldsInTurn) {
  AddThree();
  EXPECT_EQ(Sorted("title"), (Titles{"a", "b", "c"}));
  EXPECT_EQ(Sorted("-title"), (Titles{"c", "b", "a"}));
  EXPECT_EQ(Sorted("priority,due_on"), (Titles{"c", "b", "a"}));
  EXPECT_EQ(Sorted("-priority,-dueOn"), (Titles{"a", "b", "c"}));
}

TEST_F(Listing, BetweenEqualsTheIdDecides) {
  AddThree();
  Titles by_id = {"a", "b", "c"};
  std::sort(by_id.begin(), by_id.end(),
            [](const auto& x, const auto& y) { return IdOf(x) < IdOf(y); });
  EXPECT_EQ(Sorted(""), by_id);
  EXPECT_EQ(Sorted("state"), by_id);
}

TEST_F(Listing, ASortThatMakesNoSenseNamesItsPart) {
  AddThree();
  for (const char* sort : {"never", "title,never", "-", "meta.never"}) {
    Rejection rejection = Refused({.sort = sort});
    EXPECT_EQ(rejection.code, "invalid-sort") << sort;
    EXPECT_EQ(rejection.field, "sort");
  }
  EXPECT_NE(Refused({.sort = "title,never"}).message.find("\"never\""), std::string::npos);
}

TEST_F(Listing, ComputedStatesAreFilteredAndSortedAsTheyAreShown) {
  AddThree();
  present_ = [](Message* record) {
    auto* to_do = static_cast<ToDo*>(record);
    to_do->set_overdue(to_do->due_on() < "2024-02-15");
  };
  EXPECT_EQ(Filtered("overdue=true"), (Titles{"a", "c"}));
  EXPECT_EQ(Sorted("overdue,title"), (Titles{"b", "a", "c"}));
}

TEST_F(Listing, PagesFitTogetherWhileTheLogGrows) {
  for (int i = 10; i < 20; ++i) {
    story_.ToDo(IdOf(std::to_string(i)), std::to_string(i));
  }
  ApplyAll();
  Titles all;
  ListRequest request{.sort = "title", .page_size = 4};
  Page page;
  do {
    page = PageOf(request);
    EXPECT_EQ(page.total, 10U);
    EXPECT_EQ(page.position, 11U);
    for (const std::string& title : TitlesOf(page)) {
      all.push_back(title);
    }
    request.page_token = page.next_page_token;
    // Between two pages one is added in front, and one changes.
    story_.ToDo(IdOf("new " + std::to_string(all.size())), "0");
    story_.Start(IdOf("15"));
    ApplyAll();
  } while (!page.next_page_token.empty());
  EXPECT_EQ(all, (Titles{"10", "11", "12", "13", "14", "15", "16", "17", "18", "19"}));
}

TEST_F(Listing, APageAsOfAMomentStaysThere) {
  AddThree();
  AddToDo("0", actions::v1::HIGH, "2024-01-01");
  ApplyAll();
  ListRequest request{.sort = "title", .page_size = 2, .as_of = {.position = 3}};
  Page first = PageOf(request);
  EXPECT_EQ(TitlesOf(first), (Titles{"a", "b"}));
  request.page_token = first.next_page_token;
  EXPECT_EQ(TitlesOf(PageOf(request)), (Titles{"c"}));
}

TEST_F(Listing, APageTokenBelongsToItsList) {
  AddThree();
  ListRequest request{.sort = "title", .page_size = 2, .as_of = {.position = 3}};
  std::string token = PageOf(request).next_page_token;
  ASSERT_FALSE(token.empty());
  std::vector<ListRequest> others(5, request);
  others[0].filter = "title=a";
  others[1].sort = "-title";
  others[2].as_of = {};
  others[3].as_of = {.position = 2};
  others[4].as_of = {.instant_us = 3};
  for (ListRequest& other : others) {
    other.page_token = token;
    EXPECT_EQ(Refused(other).code, "invalid-page-token");
  }
  for (const std::string& forged :
       {std::string("x"), token.substr(2), token + "00",
        ToHex(BigEndian64(0) + BigEndian64(1'000) + FromHex(token)->substr(16))}) {
    ListRequest other = request;
    other.page_token = forged;
    EXPECT_EQ(Refused(other).code, "invalid-page-token");
    EXPECT_EQ(Refused(other).field, "pageToken");
  }
}

TEST_F(Listing, APageHoldsAHundredOrAsManyAsAskedForUpToItsBound) {
  for (size_t i = 0; i < limits::kPageRowsMax + 1; ++i) {
    story_.ToDo(IdOf(std::to_string(i)), "x");
  }
  ApplyAll();
  EXPECT_EQ(PageOf({}).records.size(), 100U);
  EXPECT_EQ(PageOf({.page_size = 7}).records.size(), 7U);
  EXPECT_EQ(PageOf({.page_size = 1'000'000}).records.size(), limits::kPageRowsMax);
  EXPECT_FALSE(PageOf({.page_size = 1'000'000}).next_page_token.empty());
}

// Records of 200,000 bytes each: a page ends where one message would be too long.
TEST_F(Listing, APageOfLongRecordsEndsEarlyAndTheNextGoesOnBehindIt) {
  const std::string long_text(200'000, 'x');
  for (char c = 'a'; c < 'a' + 20; ++c) {
    AddToDo(c + long_text, actions::v1::HIGH, "");
  }
  ApplyAll();
  ListRequest request{.sort = "title"};
  std::string seen;
  int pages = 0;
  do {
    Page page = PageOf(request);
    size_t bytes = 0;
    for (const auto& record : page.records) {
      bytes += record->ByteSizeLong();
      seen += static_cast<const ToDo&>(*record).title()[0];
    }
    EXPECT_LE(bytes, limits::kPageBytesMax);
    EXPECT_EQ(page.total, 20U);
    request.page_token = page.next_page_token;
    ++pages;
  } while (!request.page_token.empty());
  EXPECT_EQ(seen, "abcdefghijklmnopqrst");
  EXPECT_EQ(pages, 2);
}

TEST_F(Listing, AnEmptyViewIsAnEmptyPage) {
  Page page = PageOf({});
  EXPECT_EQ(page.total, 0U);
  EXPECT_TRUE(page.next_page_token.empty());
}

}  // namespace
}  // namespace assay::projection
