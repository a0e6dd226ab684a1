// XNOR and popcount by hand: what the kernel of package xnorsim.arrays is measured against.
//
// Word k of all rows lies contiguous (weights[k * size + row]), eight rows to a register, four registers of rows at a
// time, so that a broadcast word of the columns is used four times and four additions are in flight.
//
// Where the arrays lie matters: a register of 64 bytes that crosses a line of the cache costs two accesses. So each
// size is measured twice, with arrays at multiples of 64 bytes, and 16 bytes behind one, where std::vector puts them.
//
// Compiled for the processor it runs on, in one of two ways: with AVX512_VPOPCNTDQ, which counts words, or for a
// processor that has AVX-512BW but not that, with a table of the counts of four bits in a register.
//
// usage: popcount                      prints which of the two this is; 2 where the processor has neither
//        popcount SIZE...              prints one line a size: SIZE, bits per nanosecond on lines, and off lines,
//                                      medians of 25 runs, and the best of these runs, on lines and off lines
//        popcount --seconds S SIZE     bits per nanosecond on lines over S seconds, without AVX-512 too, by plain words
//                                      then: for two copies at a time
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "vectors.h"

#if defined(__AVX512F__) && defined(__AVX512VPOPCNTDQ__)
#define WORDS_COUNTED
#include <immintrin.h>
#elif defined(__AVX512F__) && defined(__AVX512BW__)
#define NIBBLE_TABLE
#include <immintrin.h>
#endif

namespace {

#if defined(WORDS_COUNTED)
constexpr char KIND[] = "VPOPCNTDQ";
constexpr int LARGEST = 1 << 20;

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
#elif defined(NIBBLE_TABLE)
constexpr char KIND[] = "no VPOPCNTDQ on this processor: nibble table";
// Bytes hold the counts of 31 words, 8 a word.
constexpr int LARGEST = 31 * 64;

// The truth tables of _mm512_ternarylogic_epi64 for three operands a, b, c.
constexpr int MASKED_DIFFERENCE = 0x28;  // (a ^ b) & c
constexpr int PARITY = 0x96;
constexpr int MAJORITY = 0xE8;

// The counts of 0..15 times a weight, in every 16 bytes.
__m512i table(int weight) {
    return _mm512_set4_epi32(weight * 0x04030302, weight * 0x03020201, weight * 0x03020201, weight * 0x02010100);
}

// Adds the counts of the mismatches byte by byte; upper holds the columns' upper nibbles as lower ones.
__attribute__((always_inline)) inline __m512i counted(__m512i sum, __m512i weights, __m512i columns, __m512i upper,
                                                      __m512i counts) {
    __m512i nibble = _mm512_set1_epi8(15);
    __m512i low = _mm512_ternarylogic_epi64(weights, columns, nibble, MASKED_DIFFERENCE);
    __m512i high = _mm512_ternarylogic_epi64(_mm512_srli_epi16(weights, 4), upper, nibble, MASKED_DIFFERENCE);
    sum = _mm512_add_epi8(sum, _mm512_shuffle_epi8(counts, low));
    return _mm512_add_epi8(sum, _mm512_shuffle_epi8(counts, high));
}

// The same for bits that are mismatches already.
__attribute__((always_inline)) inline __m512i counted(__m512i sum, __m512i bits, __m512i counts) {
    __m512i nibble = _mm512_set1_epi8(15);
    __m512i high = _mm512_and_si512(_mm512_srli_epi16(bits, 4), nibble);
    sum = _mm512_add_epi8(sum, _mm512_shuffle_epi8(counts, _mm512_and_si512(bits, nibble)));
    return _mm512_add_epi8(sum, _mm512_shuffle_epi8(counts, high));
}

__attribute__((always_inline)) inline void fullAdder(__m512i& sum, __m512i b, __m512i c, __m512i& carry) {
    carry = _mm512_ternarylogic_epi64(sum, b, c, MAJORITY);
    sum = _mm512_ternarylogic_epi64(sum, b, c, PARITY);
}

// Seven words: full adders leave three to look up, those of ones, twos and fours.
__attribute__((always_inline)) inline __m512i sevenCounted(__m512i total, const uint64_t* at, int rows,
                                                           const __m512i* columns, __m512i one, __m512i two,
                                                           __m512i four) {
    __m512i x[7];
    for (int k = 0; k < 7; k++) x[k] = _mm512_xor_si512(_mm512_loadu_si512(at + k * rows), columns[k]);
    __m512i twos, twosB, twosC, fours;
    __m512i ones = x[0];
    fullAdder(ones, x[1], x[2], twos);
    fullAdder(ones, x[3], x[4], twosB);
    fullAdder(ones, x[5], x[6], twosC);
    fullAdder(twos, twosB, twosC, fours);
    return counted(counted(counted(total, ones, one), twos, two), fours, four);
}

// The sums of each word's bytes, of two registers at a time.
__attribute__((always_inline)) inline void store(__m512i a, __m512i b, int width, int32_t* pop) {
    __m512i zero = _mm512_setzero_si512();
    __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    __m512i sums = _mm512_permutex2var_epi32(_mm512_sad_epu8(a, zero), even, _mm512_sad_epu8(b, zero));
    _mm512_storeu_si512(pop, _mm512_sub_epi32(_mm512_set1_epi32(width), sums));
}

// Not inlined: one call a vector, as the simulator makes them.
__attribute__((noinline)) void popcounts(const uint64_t* weights, int rows, int words, const uint64_t* columns,
                                         int width, int32_t* pop) {
    const __m512i one = table(1), two = table(2), four = table(4);
    for (int row = 0; row < rows; row += 32) {
        __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a;
        const uint64_t* at = weights + row;
        int k = 0;
        for (; k + 7 <= words; k += 7, at += 7 * rows) {
            __m512i x[7];
            for (int j = 0; j < 7; j++) x[j] = _mm512_set1_epi64(static_cast<long long>(columns[k + j]));
            a = sevenCounted(a, at, rows, x, one, two, four);
            b = sevenCounted(b, at + 8, rows, x, one, two, four);
            c = sevenCounted(c, at + 16, rows, x, one, two, four);
            d = sevenCounted(d, at + 24, rows, x, one, two, four);
        }
        for (; k < words; k++, at += rows) {
            __m512i x = _mm512_set1_epi64(static_cast<long long>(columns[k]));
            __m512i y = _mm512_srli_epi16(x, 4);
            a = counted(a, _mm512_loadu_si512(at), x, y, one);
            b = counted(b, _mm512_loadu_si512(at + 8), x, y, one);
            c = counted(c, _mm512_loadu_si512(at + 16), x, y, one);
            d = counted(d, _mm512_loadu_si512(at + 24), x, y, one);
        }
        store(a, b, width, pop + row);
        store(c, d, width, pop + row + 16);
    }
}
#else
constexpr char KIND[] = "";
constexpr int LARGEST = 1 << 20;

__attribute__((noinline)) void popcounts(const uint64_t* weights, int rows, int words, const uint64_t* columns,
                                         int width, int32_t* pop) {
    for (int row = 0; row < rows; row++) {
        int mismatches = 0;
        for (int k = 0; k < words; k++) mismatches += __builtin_popcountll(weights[k * rows + row] ^ columns[k]);
        pop[row] = width - mismatches;
    }
}
#endif

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

// Draws the arrays of a size, repeats runs until it is told to stop, and checks the last answer.
template <typename Run>
void measure(int size, size_t behind, Run run) {
    int words = size / 64;
    Placed<uint64_t> weights(static_cast<size_t>(words) * size, behind), columns(words, behind);
    Placed<int32_t> pop(size, behind);
    for (size_t i = 0; i < weights.size; i++) weights.data[i] = vectors::draw(vectors::WEIGHTS, i);
    for (size_t i = 0; i < columns.size; i++) columns.data[i] = vectors::draw(vectors::SPIKES, i);
    using clock = std::chrono::steady_clock;
    long calls = std::max(1L, 20'000'000'000L / (static_cast<long>(size) * size * 1000L));
    bool more = true;
    while (more) {
        auto begin = clock::now();
        for (long call = 0; call < calls; call++) {
            popcounts(weights.data, size, words, columns.data, size, pop.data);
        }
        more = run(static_cast<double>(calls) * size * size,
                   std::chrono::duration<double, std::nano>(clock::now() - begin).count());
    }
    if (!check(size, words, weights.data, columns.data, pop.data)) std::exit(1);
}

// The rates of 25 runs, the lowest first.
std::vector<double> rates(int size, size_t behind) {
    std::vector<double> rates;
    measure(size, behind, [&](double bits, double ns) {
        rates.push_back(bits / ns);
        return rates.size() < 25;
    });
    std::sort(rates.begin(), rates.end());
    return rates;
}

// By the wall's clock: what another process takes away in between counts.
double sustained(int size, double seconds) {
    auto begin = std::chrono::steady_clock::now();
    double counted = 0, took = 0;
    measure(size, 0, [&](double bits, double) {
        counted += bits;
        took = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
        return took < seconds * 1e9;
    });
    return counted / took;
}

int checkedSize(const char* text) {
    int size = std::atoi(text);
    if (size < 64 || size % 64 != 0 || size > LARGEST) {
        std::fprintf(stderr, "popcount: size %s, expected a multiple of 64 up to %d\n", text, LARGEST);
        std::exit(2);
    }
    return size;
}

}  // namespace

int main(int count, char** arguments) {
    if (count > 1 && std::strcmp(arguments[1], "--seconds") == 0) {
        double seconds = count == 4 ? std::atof(arguments[2]) : 0;
        if (!(seconds > 0)) {
            std::fprintf(stderr, "popcount: --seconds needs a time above 0 and a size\n");
            return 2;
        }
        std::printf("%.3f\n", sustained(checkedSize(arguments[3]), seconds));
        return 0;
    }
    if (!*KIND) {
        std::fprintf(stderr, "popcount: this processor has neither AVX512_VPOPCNTDQ nor AVX512BW, one of which the "
                             "hand-written loop needs\n");
        return 2;
    }
    if (count == 1) std::puts(KIND);
    for (int i = 1; i < count; i++) {
        int size = checkedSize(arguments[i]);
        std::vector<double> on = rates(size, 0), off = rates(size, 16);
        std::printf("%d %.1f %.1f %.1f %.1f\n", size, on[12], off[12], on[24], off[24]);
        std::fflush(stdout);
    }
    return 0;
}
