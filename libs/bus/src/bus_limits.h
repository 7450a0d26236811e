#pragma once

#include <cstddef>
#include <cstdint>

// Bounds of the bus that its users need not know.
namespace assay::bus {

inline constexpr uint32_t kProtocol = 1;  // Frame.protocol

// Messages that libzmq queues per peer and direction (SNDHWM, RCVHWM). More than
// Client::kOutstandingMax, because libzmq stops reading a connection whose queue is full, its
// heartbeats too, and then closes it with all that is in it.
inline constexpr int kQueueMessagesMax = 12'000;

inline constexpr int kSocketsMax = 4'096;        // per context
inline constexpr int kDrainMessagesMax = 256;    // from one socket, then it is the others' turn
inline constexpr size_t kBodyCopiedMax = 1'024;  // bytes; longer ones are handed to libzmq

inline constexpr size_t kRepliesWaitingMax = 20'000;         // for room in their peers' queues
inline constexpr size_t kReplyBytesWaitingMax = 64'000'000;  // of their bodies

inline constexpr size_t kBundleFramesMax = 256;    // requests or replies in one message
inline constexpr size_t kBundleBytesMax = 64'000;  // with their bodies; a larger one goes alone

inline constexpr size_t kFeedEntriesMax = 1'024;      // in one message of a feed
inline constexpr size_t kFeedMessageBytes = 128'000;  // about, in one message of a feed
inline constexpr uint32_t kCreditMax = 100'000;       // entries, whatever a subscriber grants

inline constexpr int kLingerMs = 200;              // for unsent messages of a closed socket
inline constexpr int kHeartbeatMs = 2'000;         // between pings of an idle connection
inline constexpr int kHeartbeatTimeoutMs = 6'000;  // a silent connection is closed after that
inline constexpr int kHandshakeMs = 10'000;        // and one that has not shaken hands
inline constexpr int kReconnectMs = 50;            // doubles up to the next
inline constexpr int kReconnectMsMax = 2'000;

inline constexpr uint32_t kTimeoutDefaultMs = 30'000;  // of a request that names none
inline constexpr int64_t kRetryMs = 5;                 // then a full queue is tried again
inline constexpr int64_t kTickMs = 1'000;              // between looks for silent subscribers
inline constexpr int64_t kSignOfLifeMsMax = 10'000;    // between frames of a subscriber
inline constexpr int64_t kGrantDelayMs = 5;            // in which small grants are merged
inline constexpr int64_t kAskAgainMs = 100;     // between Subscribes; doubles up to the silence
inline constexpr int64_t kLogEveryMs = 60'000;  // between lines about the same nuisance

}  // namespace assay::bus
