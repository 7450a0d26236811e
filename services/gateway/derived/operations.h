#pragma once

#include <boost/json/object.hpp>

#include "services/gateway/derived/fixed_routes.h"
#include "services/gateway/derived/json_schema.h"

// OpenAPI operations, one function for each kind of route. What they refer to is collected in
// `schemas`, or is one of CommonComponents.
namespace assay::gateway {

boost::json::object CommandOperation(const schema::CommandType& command, SchemaCollector* schemas);
boost::json::object ListOperation(const schema::RecordType& record, SchemaCollector* schemas);
boost::json::object GetOperation(const schema::RecordType& record, SchemaCollector* schemas);
boost::json::object HistoryOperation(const schema::RecordType& record, SchemaCollector* schemas);
boost::json::object QueryOperation(const schema::QueryType& query, SchemaCollector* schemas);
boost::json::object CalculatorOperation(const schema::CalculatorType& calculator,
                                        SchemaCollector* schemas);
boost::json::object FixedOperation(const FixedRoute& route, SchemaCollector* schemas);

}  // namespace assay::gateway
