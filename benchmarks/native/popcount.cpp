// XNOR and popcount by hand: what the kernel of package xnorsim.arrays is measured against.
//
// Word k of all rows lies contiguous (weights[k * size + row]), eight rows to a register, four registers of rows at a
// time, so that a broadcast word of the columns is used four times and four additions are in flight.
//
// Where the arrays lie matters: a register of 64 bytes that crosses a line of the cache costs two accesses. So each size is
// measured twice, with arrays at multiples of 64 bytes, and 16 bytes behind one, where std::vector puts them.
//
// usage: popcount SIZE...      prints one line a size: SIZE, bits per nanosecond on lines, and off lines, medians of 25 runs
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "vectors.h"

#if defined(__AVX512F__) && defined(__AVX512VPOPCNTDQ__)
#include <immintrin.h>

namespace {

__m512i mismatches(const uint64_t* weights, __m512i columns) {
    return _mm512_popcnt_epi64(_mm512_xor_si512(_mm512_loadu_si512(weights), columns));
}

void store(__m512i mismatches, int width, int32_t* pop) {
    __m256i counts = _mm256_sub_epi32(_mm256_set1_epi32(width), _mm512_cvtepi64_epi32(mismatches));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(pop), counts);
}

// Not inlined: one call a vector, as the simulator makes them.
__attribute__((noinline)) void popcounts(const uint64_t* weights, int rows, int words, const uint64_t* columns,
                                         int width, int32_t* pop) {
    for (int row = 0; row < rows; row += 32) {
        __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a;
        const uint64_t* at = weights + row;
        for (int k = 0; k < words; k++, at += rows) {
            __m512i x = _mm512_set1_epi64(static_cast<long long>(columns[k]));
            a = _mm512_add_epi64(a, mismatches(at, x));
            b = _mm512_add_epi64(b, mismatches(at + 8, x));
            c = _mm512_add_epi64(c, mismatches(at + 16, x));
            d = _mm512_add_epi64(d, mismatches(at + 24, x));
        }
        store(a, width, pop + row);
        store(b, width, pop + row + 8);
        store(c, width, pop + row + 16);
        store(d, width, pop + row + 24);
    }
}

bool check(int size, int words, const uint64_t* weights, const uint64_t* columns, const int32_t* pop) {
    for (int row = 0; row < size; row++) {
        int agreeing = 0;
        for (int column = 0; column < size; column++) {
            uint64_t weight = weights[static_cast<size_t>(column / 64) * size + row] >> column % 64 & 1;
            agreeing += weight == (columns[column / 64] >> column % 64 & 1);
        }
        if (agreeing != pop[row]) {
            std::fprintf(stderr, "popcount: row %d of %d: counted %d, expected %d\n", row, size, pop[row], agreeing);
            return false;
        }
    }
    return words > 0;
}

// An array that begins so many bytes behind a multiple of 64.
template <typename T>
struct Placed {
    std::vector<char> memory;
    T* data;
    size_t size;
    Placed(size_t size, size_t behind) : memory(size * sizeof(T) + 128), size(size) {
        uintptr_t line = (reinterpret_cast<uintptr_t>(memory.data()) + 63) / 64 * 64;
        data = reinterpret_cast<T*>(line + behind);
    }
};

double measure(int size, size_t behind) {
    int words = size / 64;
    Placed<uint64_t> weights(static_cast<size_t>(words) * size, behind), columns(words, behind);
    Placed<int32_t> pop(size, behind);
    for (size_t i = 0; i < weights.size; i++) weights.data[i] = vectors::draw(vectors::WEIGHTS, i);
    for (size_t i = 0; i < columns.size; i++) columns.data[i] = vectors::draw(vectors::SPIKES, i);
    using clock = std::chrono::steady_clock;
    long calls = std::max(1L, 20'000'000'000L / (static_cast<long>(size) * size * 1000L));
    std::vector<double> rates;
    for (int run = 0; run < 25; run++) {
        auto begin = clock::now();
        for (long call = 0; call < calls; call++) {
            popcounts(weights.data, size, words, columns.data, size, pop.data);
        }
        double ns = std::chrono::duration<double, std::nano>(clock::now() - begin).count();
        rates.push_back(static_cast<double>(calls) * size * size / ns);
    }
    if (!check(size, words, weights.data, columns.data, pop.data)) std::exit(1);
    std::nth_element(rates.begin(), rates.begin() + 12, rates.end());
    return rates[12];
}

}  // namespace

int main(int count, char** arguments) {
    if (!__builtin_cpu_supports("avx512vpopcntdq")) {
        std::fprintf(stderr, "popcount: this processor has no AVX512_VPOPCNTDQ, which the hand-written loop needs\n");
        return 2;
    }
    for (int i = 1; i < count; i++) {
        int size = std::atoi(arguments[i]);
        if (size < 64 || size % 64 != 0) {
            std::fprintf(stderr, "popcount: size %s, expected a multiple of 64\n", arguments[i]);
            return 2;
        }
        std::printf("%d %.1f %.1f\n", size, measure(size, 0), measure(size, 16));
        std::fflush(stdout);
    }
    return 0;
}
#else
int main() {
    std::fprintf(stderr, "popcount: this processor has no AVX512_VPOPCNTDQ, which the hand-written loop needs\n");
    return 2;
}
#endif
