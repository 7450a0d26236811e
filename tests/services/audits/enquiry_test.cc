#include "tests/services/audits/fjordlicht.h"

namespace assay::audits {
namespace {

class EnquiryTest : public Fjordlicht {
 protected:
  EnquiryTest() { UntilEnquiring(); }

  static void Ask(v1::ReceiveQuestionnaire* questionnaire, const std::string& key,
                  v1::AnswerType type, v1::Topic topic, const std::string& text = "?") {
    v1::Question* question = questionnaire->add_questions();
    question->set_key(key);
    question->set_text(text);
    question->set_type(type);
    question->set_topic(topic);
  }
  v1::ReceiveQuestionnaire Questionnaire(const std::string& enquiry) {
    auto receive = For<v1::ReceiveQuestionnaire>(enquiry);
    receive.set_occurred_on("2023-09-04");
    return receive;
  }
  // Nordmark asks for one of each type; Hamburg's people are asked for by site.
  void NordmarkAsks() {
    v1::ReceiveQuestionnaire receive = Questionnaire("enquiry nordmark");
    Ask(&receive, "services", v1::TEXT, v1::SERVICES);
    Ask(&receive, "people", v1::NUMBER, v1::HEADCOUNT);
    receive.mutable_questions(1)->set_site_id(IdOf("hamburg"));
    Ask(&receive, "consultant", v1::YES_NO, v1::CONSULTANCY_USED);
    Ask(&receive, "since", v1::DATE, v1::OTHER, "Since when is the system in use?");
    domain.Accepted(receive);
  }
  v1::AnswerQuestion Answer(const std::string& enquiry, const std::string& key,
                            const std::string& value) {
    auto answer = For<v1::AnswerQuestion>(enquiry);
    answer.mutable_answer()->set_key(key);
    answer.mutable_answer()->set_value(value);
    return answer;
  }
  void NordmarkIsAnswered() {
    NordmarkAsks();
    domain.Accepted(Answer("enquiry nordmark", "services", "Fleet IT"));
    domain.Accepted(Answer("enquiry nordmark", "people", "92"));
    domain.Accepted(Answer("enquiry nordmark", "consultant", "yes"));
    domain.Accepted(Answer("enquiry nordmark", "since", "2023-06-05"));
  }
  v1::ReuseAnswers Reuse() {
    auto reuse = For<v1::ReuseAnswers>("enquiry albion");
    reuse.set_from_enquiry_id(IdOf("enquiry nordmark"));
    return reuse;
  }
  v1::ReturnQuestionnaire Return(const std::string& enquiry, const std::string& on) {
    auto give = For<v1::ReturnQuestionnaire>(enquiry);
    give.set_occurred_on(on);
    return give;
  }
  v1::Enquiry Enquiry(const std::string& name) { return domain.Get<v1::Enquiry>(IdOf(name)); }
};

TEST_F(EnquiryTest, EveryQuestionHasItsOwnKey) {
  v1::ReceiveQuestionnaire receive = Questionnaire("enquiry nordmark");
  Ask(&receive, "people", v1::NUMBER, v1::HEADCOUNT);
  Ask(&receive, "people", v1::NUMBER, v1::HEADCOUNT);
  EXPECT_EQ(domain.Refused(receive).code(), "question-twice");
}

TEST_F(EnquiryTest, AQuestionnaireComesAfterTheEnquiry) {
  v1::ReceiveQuestionnaire receive = Questionnaire("enquiry nordmark");
  Ask(&receive, "people", v1::NUMBER, v1::HEADCOUNT);
  receive.set_occurred_on("2023-09-03");
  EXPECT_EQ(domain.Refused(receive).code(), "out-of-order");
}

TEST_F(EnquiryTest, AnswersHaveTheTypeThatWasAskedFor) {
  NordmarkAsks();
  auto refused = [this](const char* key, const char* value) {
    return domain.Refused(Answer("enquiry nordmark", key, value)).code();
  };
  EXPECT_EQ(refused("people", "ninety-two"), "answer-not-a-number");
  EXPECT_EQ(refused("people", "9.2.1"), "answer-not-a-number");
  EXPECT_EQ(refused("people", "."), "answer-not-a-number");
  EXPECT_EQ(refused("consultant", "Yes"), "answer-not-yes-or-no");
  EXPECT_EQ(refused("since", "05.06.2023"), "answer-not-a-date");
  EXPECT_EQ(refused("nothing", "92"), "no-such-question");
  domain.Accepted(Answer("enquiry nordmark", "people", "-92.5"));
}

TEST_F(EnquiryTest, AQuestionnaireIsReturnedWithEveryRequiredAnswer) {
  v1::ReceiveQuestionnaire receive = Questionnaire("enquiry nordmark");
  Ask(&receive, "services", v1::TEXT, v1::SERVICES);
  Ask(&receive, "shifts", v1::NUMBER, v1::SHIFTS);
  receive.mutable_questions(1)->set_optional(true);
  domain.Accepted(receive);

  assay::Problem problem = domain.Refused(Return("enquiry nordmark", "2023-09-04"));
  EXPECT_EQ(problem.code(), "answers-missing");
  EXPECT_NE(problem.detail().find("services"), std::string::npos);
  EXPECT_EQ(problem.detail().find("shifts"), std::string::npos);

  domain.Accepted(Answer("enquiry nordmark", "services", "Fleet IT"));
  EXPECT_EQ(domain.Refused(Return("enquiry nordmark", "2023-09-03")).code(), "out-of-order");
  domain.Accepted(Return("enquiry nordmark", "2023-09-04"));
  EXPECT_EQ(Enquiry("enquiry nordmark").state(), v1::Enquiry::RETURNED);
}

TEST_F(EnquiryTest, AnswersAreReusedByTopicSiteAndShiftAndKeepWhereTheyWereFirstGiven) {
  NordmarkIsAnswered();
  v1::ReceiveQuestionnaire receive = Questionnaire("enquiry albion");
  Ask(&receive, "a1", v1::TEXT, v1::SERVICES, "Describe your services");
  Ask(&receive, "a2", v1::NUMBER, v1::HEADCOUNT);
  receive.mutable_questions(1)->set_site_id(IdOf("hamburg"));
  Ask(&receive, "a3", v1::NUMBER, v1::HEADCOUNT);
  receive.mutable_questions(2)->set_site_id(IdOf("leipzig"));
  Ask(&receive, "a4", v1::DATE, v1::OTHER, "When were you founded?");
  Ask(&receive, "a5", v1::DATE, v1::OTHER, "Since when is the system in use?");
  Ask(&receive, "a6", v1::TEXT, v1::HEADCOUNT);
  receive.mutable_questions(5)->set_site_id(IdOf("hamburg"));
  domain.Accepted(receive);
  domain.Accepted(Reuse());

  v1::Enquiry albion = Enquiry("enquiry albion");
  ASSERT_EQ(albion.answers_size(), 3);
  EXPECT_EQ(albion.answers(0).key(), "a1");
  EXPECT_EQ(albion.answers(0).value(), "Fleet IT");
  EXPECT_EQ(albion.answers(1).value(), "92");
  EXPECT_EQ(albion.answers(2).key(), "a5");
  EXPECT_EQ(albion.answers(2).taken_from(), IdOf("enquiry nordmark"));
}

TEST_F(EnquiryTest, AnAnswerThatIsThereStaysAndOneGivenByHandIsNoLongerTakenFromElsewhere) {
  NordmarkIsAnswered();
  v1::ReceiveQuestionnaire receive = Questionnaire("enquiry albion");
  Ask(&receive, "a1", v1::TEXT, v1::SERVICES);
  Ask(&receive, "a2", v1::YES_NO, v1::CONSULTANCY_USED);
  domain.Accepted(receive);
  domain.Accepted(Answer("enquiry albion", "a1", "Only fleet IT"));
  domain.Accepted(Reuse());
  EXPECT_EQ(Enquiry("enquiry albion").answers(0).value(), "Only fleet IT");
  EXPECT_EQ(Enquiry("enquiry albion").answers(1).taken_from(), IdOf("enquiry nordmark"));

  domain.Accepted(Answer("enquiry albion", "a2", "no"));
  EXPECT_EQ(Enquiry("enquiry albion").answers(1).taken_from(), "");
  EXPECT_EQ(domain.Refused(Reuse()).code(), "nothing-to-reuse");
}

}  // namespace
}  // namespace assay::audits
