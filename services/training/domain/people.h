#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include <optional>
#include <string>

#include "assay/base/rejection.h"

// Lists of people by id, and the order of dates. Dates are validated ISO 8601 text, whose byte
// order is calendar order. Pure.
namespace assay::training {

using PersonIds = google::protobuf::RepeatedPtrField<std::string>;

bool Includes(const PersonIds& people, const std::string& person);

// Adds a person who is not in the list yet.
void AddOnce(const std::string& person, PersonIds* people);

// The list without repetitions, in its order.
PersonIds EachOnce(const PersonIds& people);

// Refuses (code "out-of-order") what is said to have happened on `date` although `what` ("the
// session was held") happened later, on `earliest`. An empty `earliest` stands in nobody's way.
// `field` is the command field of the date.
std::optional<Rejection> RefuseBefore(const std::string& date, const std::string& earliest,
                                      const std::string& what,
                                      const std::string& field = "occurredOn");

}  // namespace assay::training
