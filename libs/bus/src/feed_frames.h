#pragma once

#include <cstdint>
#include <string>

#include "assay/bus/v1/frames.pb.h"

namespace assay::bus {

// The header frames of a feed (docs/formats/bus.md). `id` is the subscription's.
v1::Frame SubscribeFrame(uint64_t id, v1::Subscribe subscribe);
v1::Frame HelloFrame(uint64_t id, v1::Hello hello);
v1::Frame CreditFrame(uint64_t id, uint32_t entries);
v1::Frame EntriesFrame(uint64_t id, uint64_t first, uint32_t count, uint64_t next);
v1::Frame UnsubscribeFrame(uint64_t id);

void SetProblem(v1::Hello* hello, uint32_t status, const char* code, std::string detail);

// Why what the subscriber holds cannot be the beginning of the log that `ours` describes; empty
// when it can. `ours.leaf` may be empty: then the entry before `from` is not compared.
std::string Difference(const v1::Subscribe& asked, const v1::Hello& ours);

}  // namespace assay::bus
