#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <string>

#include "assay/schema/catalog.h"

namespace assay::gateway {

// JSON Schemas (2020-12) of messages, collected as the components of an OpenAPI document. What is
// sent and what is answered differ: a request has bounds and admits no unknown field; in an answer
// every field without presence is there, empty when unset. So a message that travels both ways is
// two components, the one for requests with "Input" after its name. Messages of calculators have
// the names and numbers of plain JSON (assay/schema/plain_json.h). One thread.
class SchemaCollector {
 public:
  // A reference to the message's schema; it and all it refers to are collected. The field named
  // `without` of the message itself, not of those in it, is left out. REQUIRES: a message is always
  // asked for without the same field.
  boost::json::object Request(const schema::Descriptor* type, const std::string& without = "");
  boost::json::object Answer(const schema::Descriptor* type, const std::string& without = "");

  // The schema of one field of a request, as a property or a parameter.
  boost::json::object RequestField(const schema::FieldDescriptor* field);

  // All collected schemas by component name.
  const boost::json::object& schemas() const { return schemas_; }

 private:
  boost::json::object Refer(const std::string& name,
                            const std::function<boost::json::object()>& make);
  boost::json::object AnswerField(const schema::FieldDescriptor* field);
  boost::json::object Enum(const google::protobuf::EnumDescriptor* type);

  boost::json::object schemas_;
};

// {"$ref": "#/components/<kind>/<name>"}
boost::json::object Reference(const std::string& kind, const std::string& name);

}  // namespace assay::gateway
