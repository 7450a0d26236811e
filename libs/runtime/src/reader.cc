#include "reader.h"

#include "assay/aggregate/processor.h"
#include "assay/base/id.h"
#include "assay/bus/v1/queries.pb.h"
#include "assay/projection/listing.h"
#include "assay/runtime/access.h"
#include "assay/schema/validate.h"
#include "history.h"
#include "local_day.h"
#include "prover.h"

namespace assay::runtime {

// The moment a query is about.
struct Reader::Moment {
  projection::AsOf as_of;
  LocalDay day;
};

// A body, or what is wrong.
struct Reader::Reply {
  std::optional<assay::Problem> problem;
  std::string body;

  static Reply Of(const google::protobuf::Message& message) {
    return {std::nullopt, message.SerializeAsString()};
  }
  static Reply Refuse(std::string code, std::string message, std::string field = "") {
    return {aggregate::ToProblem(
                aggregate::Refuse(std::move(code), std::move(message), std::move(field))),
            ""};
  }
  static Reply Fail(const Status& status) {
    assay::Problem problem = aggregate::ToProblem(aggregate::Refuse("internal", status.message()));
    problem.set_status(status.code() == StatusCode::kUnavailable ? 503 : 500);
    return {problem, ""};
  }
};

namespace {

template <typename T>
std::optional<T> Parse(const std::string& body) {
  T message;
  return message.ParseFromString(body) ? std::optional<T>(std::move(message)) : std::nullopt;
}

}  // namespace

bool Reader::Answers(const std::string& method) const {
  const auto* query = parts_->options.catalog->FindQuery(method);
  return method.starts_with("assay.bus.v1.") ||
         (query != nullptr && query->service == parts_->service);
}

void Reader::Answer(const bus::v1::Request& header, const std::string& body,
                    const bus::Responder& respond) {
  Reply reply = Dispatch(header, body);
  bus::v1::Reply answer;
  if (reply.problem) {
    *answer.mutable_problem() = *reply.problem;
  }
  auto view = parts_->views->host(parts_->service)->current();
  assay::Token* token = answer.add_tokens();
  token->set_log(parts_->service);
  token->set_position(view->next() == 0 ? 0 : view->next() - 1);
  answer.set_as_of(header.as_of());
  respond(std::move(answer), std::move(reply.body));
}

Reader::Reply Reader::Dispatch(const bus::v1::Request& header, const std::string& body) {
  auto moment = MomentOf(header);
  if (auto* rejection = std::get_if<Rejection>(&moment)) {
    return {aggregate::ToProblem(*rejection), ""};
  }
  Moment& at = std::get<Moment>(moment);
  const std::string& method = header.method();
  if (method == bus::v1::GetRecord::descriptor()->full_name()) {
    return GetRecord(header, body, &at);
  }
  if (method == bus::v1::ListRecords::descriptor()->full_name()) {
    return ListRecords(header, body, &at);
  }
  if (method == bus::v1::ShowHistory::descriptor()->full_name()) {
    return ShowHistory(header, body, at);
  }
  if (method == bus::v1::Unseal::descriptor()->full_name()) {
    return Unseal(body);
  }
  if (method == bus::v1::DigestViews::descriptor()->full_name()) {
    return Digests();
  }
  if (method == bus::v1::ReadCheckpoint::descriptor()->full_name()) {
    return Reply::Of(Prover(parts_->log.get(), parts_->notary.get()).Checkpoint());
  }
  if (method == bus::v1::ReadTile::descriptor()->full_name()) {
    return Tile(body);
  }
  if (method == bus::v1::ProveEntry::descriptor()->full_name()) {
    return Prove(header, body);
  }
  if (method == bus::v1::AskMetrics::descriptor()->full_name()) {
    bus::v1::Metrics metrics;
    metrics.set_text(parts_->metrics->Text());
    return Reply::Of(metrics);
  }
  return Ask(header, body, at);
}

std::variant<Reader::Moment, Rejection> Reader::MomentOf(const bus::v1::Request& header) const {
  Moment moment;
  int64_t instant = parts_->log->NowMicros();
  const std::string& as_of = header.as_of();
  bool is_position = !as_of.empty() && as_of.find_first_not_of("0123456789") == std::string::npos;
  if (is_position && as_of.size() <= 18) {
    moment.as_of.position = std::stoull(as_of);
  } else if (!as_of.empty()) {
    // A date means: as it stood at the end of that day.
    Result<int64_t> parsed =
        as_of.size() == 10 ? ParseInstant(as_of + "T23:59:59.999999Z") : ParseInstant(as_of);
    if (!parsed.ok()) {
      return aggregate::Refuse("invalid-field", "asOf is an instant, a date or a position.",
                               "asOf");
    }
    instant = *parsed;
    moment.as_of.instant_us = *parsed;
  }
  std::optional<calendar::Date> asked;
  if (!header.on().empty()) {
    Result<calendar::Date> on = calendar::Date::Parse(header.on());
    if (!on.ok()) {
      return aggregate::Refuse("invalid-field", "on is a date, YYYY-MM-DD.", "on");
    }
    asked = *on;
  }
  auto day = LocalDay::At(instant, asked, header.organisation(), parts_->views.get());
  if (!day.ok()) {
    return aggregate::Refuse("invalid-field", "asOf lies outside 1900 to 2199.", "asOf");
  }
  moment.day = std::move(day).value();
  return moment;
}

const schema::RecordType* Reader::FindRecordType(const bus::v1::Request& header,
                                                 const std::string& name, Reply* reply) const {
  const schema::RecordType* type = parts_->options.catalog->FindRecord(name);
  if (type == nullptr || (type->service != parts_->service && type->service != "log")) {
    *reply = Reply::Refuse("not-found", "There is no such kind of record here.");
    return nullptr;
  }
  if (!IsId(header.organisation())) {
    *reply = Reply::Refuse("invalid-field", "The organisation's id is missing or malformed.");
    return nullptr;
  }
  if (!MayRead(header.actor(), *type)) {
    *reply =
        Reply::Refuse("forbidden", "Your roles in this organisation do not allow reading this.");
    return nullptr;
  }
  return type;
}

Reader::Reply Reader::GetRecord(const bus::v1::Request& header, const std::string& body,
                                Moment* moment) {
  auto query = Parse<bus::v1::GetRecord>(body);
  Reply reply;
  const schema::RecordType* type =
      query ? FindRecordType(header, query->record(), &reply) : nullptr;
  if (type == nullptr) {
    return reply;
  }
  auto found =
      parts_->views->ViewOf(*type)->Find(*type, header.organisation(), query->id(), moment->as_of);
  if (!found.ok()) {
    return Reply::Fail(found.status());
  }
  if (*found == nullptr) {
    return Reply::Refuse(
        "not-found",
        "There is no such record" + std::string(header.as_of().empty() ? "." : " at that moment."));
  }
  if (const auto* present = parts_->options.module->FindPresenter(type->name())) {
    (*present)(found->get(), moment->day.Of(*type, **found),
               RulesOf(*parts_->options.rules, header.organisation(), **found));
  }
  bus::v1::RecordFound answer;
  answer.set_record((*found)->SerializeAsString());
  return Reply::Of(answer);
}

Reader::Reply Reader::ListRecords(const bus::v1::Request& header, const std::string& body,
                                  Moment* moment) {
  auto query = Parse<bus::v1::ListRecords>(body);
  Reply reply;
  const schema::RecordType* type =
      query ? FindRecordType(header, query->record(), &reply) : nullptr;
  if (type == nullptr) {
    return reply;
  }
  projection::ListRequest request{query->filter(), query->sort(), query->page_size(),
                                  query->page_token(), moment->as_of};
  std::function<void(aggregate::Message*)> present;
  if (const auto* presenter = parts_->options.module->FindPresenter(type->name())) {
    present = [this, presenter, type, moment, &header](aggregate::Message* record) {
      (*presenter)(record, moment->day.Of(*type, *record),
                   RulesOf(*parts_->options.rules, header.organisation(), *record));
    };
  }
  auto listed = projection::List(*parts_->views->ViewOf(*type), *type, header.organisation(),
                                 request, present);
  if (auto* rejection = std::get_if<Rejection>(&listed)) {
    return {aggregate::ToProblem(*rejection), ""};
  }
  if (auto* status = std::get_if<Status>(&listed)) {
    return Reply::Fail(*status);
  }
  const projection::Page& page = std::get<projection::Page>(listed);
  bus::v1::RecordPage answer;
  for (const auto& record : page.records) {
    answer.add_records(record->SerializeAsString());
  }
  answer.set_next_page_token(page.next_page_token);
  answer.set_total(page.total);
  return Reply::Of(answer);
}

Reader::Reply Reader::ShowHistory(const bus::v1::Request& header, const std::string& body,
                                  const Moment& moment) {
  auto query = Parse<bus::v1::ShowHistory>(body);
  Reply reply;
  const schema::RecordType* type =
      query ? FindRecordType(header, query->record(), &reply) : nullptr;
  if (type == nullptr) {
    return reply;
  }
  auto shown = HistoryOf(*query, *type, header.organisation(), moment.as_of,
                         *parts_->views->ViewOf(*type), *parts_->log);
  if (auto* rejection = std::get_if<Rejection>(&shown)) {
    return {aggregate::ToProblem(*rejection), ""};
  }
  if (auto* status = std::get_if<Status>(&shown)) {
    return Reply::Fail(*status);
  }
  const auto& history = std::get<bus::v1::History>(shown);
  return history.lines().empty() ? Reply::Refuse("not-found", "There is no such record.")
                                 : Reply::Of(history);
}

Reader::Reply Reader::Unseal(const std::string& body) {
  auto query = Parse<bus::v1::Unseal>(body);
  if (!query || parts_->options.vault == nullptr) {
    return Reply::Refuse("not-found", "No personal data is kept here.");
  }
  bus::v1::Unsealed answer;
  *answer.mutable_sealed() = query->sealed();
  for (assay::Sealed& sealed : *answer.mutable_sealed()) {
    if (Status status = parts_->options.vault->Unseal(&sealed); !status.ok()) {
      return Reply::Fail(status);
    }
  }
  return Reply::Of(answer);
}

Reader::Reply Reader::Digests() {
  bus::v1::ViewDigests answer;
  for (const auto& [log, host] : parts_->views->hosts()) {
    auto view = host->current();
    Result<std::string> digest = view->Digest();
    if (!digest.ok()) {
      return Reply::Fail(digest.status());
    }
    bus::v1::ViewDigest* line = answer.add_digests();
    line->set_log(log);
    line->set_next(view->next());
    line->set_sha256(*digest);
  }
  return Reply::Of(answer);
}

Reader::Reply Reader::Tile(const std::string& body) {
  auto query = Parse<bus::v1::ReadTile>(body);
  auto tile = query ? Prover(parts_->log.get(), parts_->notary.get()).Tile(*query)
                    : Result<bus::v1::TileRead>(NotFound("malformed"));
  if (tile.status().code() == StatusCode::kNotFound) {
    return Reply::Refuse("not-found", "The last checkpoint covers no such tile.");
  }
  return tile.ok() ? Reply::Of(*tile) : Reply::Fail(tile.status());
}

// Everybody in the organisation may have the receipt of its entries; the entry itself, which is all
// that one command did, only those who look after the whole programme.
Reader::Reply Reader::Prove(const bus::v1::Request& header, const std::string& body) {
  auto query = Parse<bus::v1::ProveEntry>(body);
  auto proved = query ? Prover(parts_->log.get(), parts_->notary.get()).Prove(query->position())
                      : Result<bus::v1::ProvedEntry>(NotFound("malformed"));
  if (!proved.ok() && proved.status().code() != StatusCode::kNotFound) {
    return Reply::Fail(proved.status());
  }
  auto entry = proved.ok() ? eventlog::ParseEntry(proved->stored()) : proved.status();
  auto asker = Id::Parse(header.organisation());
  bool own = entry.ok() && asker.ok() &&
             (entry->organisation() == asker->ToBytes() ||
              entry->organisation() == Id::Parse(kSharedOrganisation)->ToBytes());
  if (!own) {
    return Reply::Refuse("not-found", "There is no such entry.");
  }
  if (!MayReadEntries(header.actor())) {
    proved->clear_stored();
  }
  return Reply::Of(*proved);
}

Reader::Reply Reader::Ask(const bus::v1::Request& header, const std::string& body,
                          const Moment& moment) {
  const schema::QueryType* type = parts_->options.catalog->FindQuery(header.method());
  const auto* answerer = parts_->options.module->FindQuery(header.method());
  if (type == nullptr || answerer == nullptr) {
    return Reply::Refuse("unknown-command", "There is no such query.");
  }
  if (!IsId(header.organisation())) {
    return Reply::Refuse("invalid-field", "The organisation's id is missing or malformed.");
  }
  if (!MayAsk(header.actor(), *type)) {
    return Reply::Refuse("forbidden",
                         "Your roles in this organisation do not allow this question.");
  }
  auto message = schema::NewMessage(type->message);
  if (!message->ParseFromString(body)) {
    return Reply::Refuse("malformed-body", "The body is not a " + header.method() + ".");
  }
  if (auto fault = schema::Validate(*message)) {
    return {aggregate::ToProblem(*fault), ""};
  }
  ViewQueryContext context(parts_->views.get(), parts_->options.module.get(),
                           parts_->options.catalog.get(), parts_->options.rules,
                           header.organisation(), moment.as_of, moment.day);
  auto answer = (*answerer)(*message, context);
  if (auto* rejection = std::get_if<Rejection>(&answer)) {
    return {aggregate::ToProblem(*rejection), ""};
  }
  return Reply::Of(*std::get<std::shared_ptr<const aggregate::Message>>(answer));
}

}  // namespace assay::runtime
