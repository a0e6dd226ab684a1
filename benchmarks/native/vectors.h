// The numbers that every side of a comparison draws for itself: a hash of (stream, index), the output function of
// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Vectors.java is the same.
#pragma once
#include <cstdint>

namespace vectors {

constexpr uint64_t STEP = 0x9E3779B97F4A7C15ULL;
enum Stream : uint64_t { WEIGHTS = 1, SPIKES = 2, SPARSE = 3, MEAN = 4, THRESHOLD = 5 };

inline uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

inline uint64_t draw(Stream stream, uint64_t index) {
    return mix(STEP * ((static_cast<uint64_t>(stream) << 40) + index + 1));
}

// One chain over everything a subarray hands out.
inline uint64_t hash(uint64_t before, int64_t membrane, bool spike) {
    return mix(before ^ (static_cast<uint64_t>(membrane) * 2 + (spike ? 1 : 0)));
}

}  // namespace vectors
