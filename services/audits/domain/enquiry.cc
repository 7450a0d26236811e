#include "services/audits/domain/enquiry.h"

#include <algorithm>
#include <set>

#include "assay/schema/fold.h"

namespace assay::audits {
namespace {

const v1::Question* FindQuestion(const v1::Enquiry& enquiry, const std::string& key) {
  for (const v1::Question& question : enquiry.questions()) {
    if (question.key() == key) {
      return &question;
    }
  }
  return nullptr;
}

const v1::QuestionAnswer* FindAnswer(const v1::Enquiry& enquiry, const std::string& key) {
  for (const v1::QuestionAnswer& answer : enquiry.answers()) {
    if (answer.key() == key) {
      return &answer;
    }
  }
  return nullptr;
}

bool IsNumber(const std::string& value) {
  std::string_view digits = value;
  if (digits.starts_with('-')) {
    digits.remove_prefix(1);
  }
  auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  auto dots = std::count(digits.begin(), digits.end(), '.');
  bool framed = !digits.empty() && is_digit(digits.front()) && is_digit(digits.back());
  return framed && dots <= 1 &&
         std::all_of(digits.begin(), digits.end(), [&](char c) { return is_digit(c) || c == '.'; });
}

Objection ObjectToValue(const v1::Question& question, const std::string& value) {
  switch (question.type()) {
    case v1::NUMBER:
      return When(!IsNumber(value), "answer-not-a-number",
                  "This question asks for a number, such as 148 or 7.5.", "answer.value");
    case v1::YES_NO:
      return When(value != "yes" && value != "no", "answer-not-yes-or-no",
                  "This question is answered with \"yes\" or \"no\".", "answer.value");
    case v1::DATE:
      return When(!Date::Parse(value).ok(), "answer-not-a-date",
                  "This question asks for a date, such as 2024-04-15.", "answer.value");
    default:
      return std::nullopt;
  }
}

bool AsksTheSame(const v1::Question& a, const v1::Question& b) {
  bool same_place = a.type() == b.type() && a.topic() == b.topic() && a.site_id() == b.site_id() &&
                    a.shift() == b.shift();
  return same_place && (a.topic() != v1::OTHER || a.text() == b.text());
}

// The answer that the other enquiry holds to the same question: in the same words first, else to
// the first on the topic.
const v1::QuestionAnswer* AnswerFrom(const v1::Enquiry& other, const v1::Question& asked) {
  const v1::QuestionAnswer* found = nullptr;
  for (const v1::Question& question : other.questions()) {
    const v1::QuestionAnswer* answer = FindAnswer(other, question.key());
    if (answer == nullptr || !AsksTheSame(question, asked)) {
      continue;
    }
    if (question.text() == asked.text()) {
      return answer;
    }
    found = found == nullptr ? answer : found;
  }
  return found;
}

}  // namespace

Outcome DecideReceiveQuestionnaire(const v1::Enquiry& enquiry,
                                   const v1::ReceiveQuestionnaire& command,
                                   const Context& /*context*/) {
  std::set<std::string> keys;
  for (const v1::Question& question : command.questions()) {
    if (!keys.insert(question.key()).second) {
      return Refuse("question-twice",
                    "Every question has its own key; \"" + question.key() + "\" is there twice.",
                    "questions");
    }
  }
  if (Objection objection =
          ObjectToOrder(command.occurred_on(), enquiry.sent_on(), "the enquiry")) {
    return *objection;
  }
  v1::QuestionnaireReceived received;
  schema::CopyFields(command, &received);
  return Outcome().Then(enquiry.id(), received);
}

Outcome DecideAnswerQuestion(const v1::Enquiry& enquiry, const v1::AnswerQuestion& command,
                             const Context& /*context*/) {
  const v1::Question* question = FindQuestion(enquiry, command.answer().key());
  if (question == nullptr) {
    return Refuse("no-such-question",
                  "The questionnaire has no question \"" + command.answer().key() + "\".",
                  "answer.key");
  }
  if (Objection objection = ObjectToValue(*question, command.answer().value())) {
    return *objection;
  }
  v1::QuestionAnswered answered;
  *answered.mutable_answer() = command.answer();
  answered.mutable_answer()->set_taken_from("");  // given here
  return Outcome().Then(enquiry.id(), answered);
}

Outcome DecideReuseAnswers(const v1::Enquiry& enquiry, const v1::ReuseAnswers& command,
                           const Context& context) {
  const auto* other = context.Find<v1::Enquiry>(command.from_enquiry_id());
  v1::AnswersReused reused;
  reused.set_from_enquiry_id(command.from_enquiry_id());
  *reused.mutable_answers() = enquiry.answers();
  for (const v1::Question& question : enquiry.questions()) {
    const v1::QuestionAnswer* found = AnswerFrom(*other, question);
    if (found == nullptr || FindAnswer(enquiry, question.key()) != nullptr) {
      continue;
    }
    v1::QuestionAnswer* answer = reused.add_answers();
    answer->set_key(question.key());
    answer->set_value(found->value());
    answer->set_taken_from(found->taken_from().empty() ? other->id() : found->taken_from());
  }
  if (reused.answers_size() == enquiry.answers_size()) {
    return Refuse("nothing-to-reuse",
                  "The other enquiry holds no answer to a question that is still open here.",
                  "fromEnquiryId");
  }
  return Outcome().Then(enquiry.id(), reused);
}

Outcome DecideReturnQuestionnaire(const v1::Enquiry& enquiry,
                                  const v1::ReturnQuestionnaire& command,
                                  const Context& /*context*/) {
  std::vector<std::string> open;
  for (const v1::Question& question : enquiry.questions()) {
    if (!question.optional() && FindAnswer(enquiry, question.key()) == nullptr) {
      open.push_back(question.key());
    }
  }
  Objection objection =
      First({When(!open.empty(), "answers-missing",
                  "These questions are not answered yet: " + Join(open) + "."),
             ObjectToOrder(command.occurred_on(), enquiry.sent_on(), "the enquiry")});
  if (objection) {
    return *objection;
  }
  v1::QuestionnaireReturned returned;
  schema::CopyFields(command, &returned);
  return Outcome().Then(enquiry.id(), returned);
}

}  // namespace assay::audits
