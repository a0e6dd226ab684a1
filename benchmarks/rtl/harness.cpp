// Drives the RTL of subarray.sv, or with EXPORTED that of the command `xnorsim rtl`, compiled by Verilator, with the
// vectors of vectors.h and hashes what comes out.
//
// usage: subarray PASSES RUNS [FILE]     a pass is a time step; PASSES is a multiple of 8; FILE gets the waveform
// prints  cycles per second, the most of the runs and their median, and the hash
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#ifdef EXPORTED
#include "Vmacro.h"
#include "verilated_syms.h"
#else
#include "Vsubarray.h"
#include "Vsubarray___024root.h"
#endif
#include "vectors.h"
#include "verilated.h"
#if VM_TRACE
#include "verilated_vcd_c.h"
#endif

namespace {

constexpr int N = SIZE, M = SIZE, BEATS = M / 32, SLOTS = 2, STEPS = 8;

#ifdef EXPORTED
// The weights, the biases and the thresholds are constants of the module.
class Dut : public Vmacro {
   public:
    // The rows are instances of their own, and their registers no ports: found by name, once.
    Dut() {
        for (int row = 0; row < N; row++) {
            std::string scope = std::string(name()) + ".macro.row" + std::to_string(row);
            const VerilatedScope* instance = contextp()->scopeFind(scope.c_str());
            VerilatedVar* membrane = instance ? instance->varFind("membrane") : nullptr;
            if (!membrane) {
                std::fprintf(stderr, "harness: no membrane in %s\n", scope.c_str());
                std::exit(1);
            }
            rows_[row] = static_cast<const int32_t*>(membrane->datap());
        }
    }
    using Spikes = std::remove_reference_t<decltype(std::declval<Vmacro>().spikes)>;
    bool idle() const { return !busy; }
    bool takes() const { return take; }
    bool fires() const { return firing; }
    void left(bool vectors) { available = vectors; }
    void keep(int32_t* membranes, Spikes& kept) const {
        for (int row = 0; row < N; row++) membranes[row] = *rows_[row];
        kept = spikes;
    }

   private:
    const int32_t* rows_[N];
};
#else
class Dut : public Vsubarray {
   public:
    using Spikes = std::remove_reference_t<decltype(std::declval<Vsubarray>().spike)>;
    bool idle() const { return phase == IDLE; }
    bool takes() const { return phase == LOAD; }
    bool fires() const { return phase == FIRE; }
    void left(bool vectors) { sample = vectors; }
    void keep(int32_t* membranes, Spikes& kept) const {
        std::memcpy(membranes, &rootp->subarray__DOT__membrane[0], N * sizeof(int32_t));
        kept = spike;
    }

   private:
    enum Phase { IDLE, LOAD, EVAL, BUFFER, SENSE, INTEGRATE, FIRE };
};
#endif

// A port of at most 64 bits is an integer, a wider one an array of 32-bit words.
void write(uint64_t& port, int word, uint32_t value) {
    port = (port & ~(0xFFFFFFFFULL << 32 * word)) | static_cast<uint64_t>(value) << 32 * word;
}
template <size_t W> void write(VlWide<W>& port, int word, uint32_t value) { port[word] = value; }
bool bit(uint64_t port, int at) { return port >> at & 1; }
template <size_t W> bool bit(const VlWide<W>& port, int at) { return port[at / 32] >> at % 32 & 1; }

class Bench {
   public:
    Bench(const std::string& file, long passes) : passes_(passes) {
#if VM_TRACE
        if (!file.empty()) {
            Verilated::traceEverOn(true);
            trace_ = std::make_unique<VerilatedVcdC>();
            top_->trace(trace_.get(), 99);
            trace_->open(file.c_str());
        }
#else
        if (!file.empty()) {
            std::fprintf(stderr, "harness: built without --trace\n");
            std::exit(2);
        }
#endif
        for (long v = 0; v < passes * SLOTS; v++) {
            for (int k = 0; k < M / 64; k++) {
                uint64_t word = vectors::draw(vectors::SPIKES, v * (M / 64) + k) &
                                vectors::draw(vectors::SPARSE, v * (M / 64) + k);
                beats_.push_back(static_cast<uint32_t>(word));
                beats_.push_back(static_cast<uint32_t>(word >> 32));
            }
        }
        membranes_.resize(passes * N);
        spikes_.resize(passes);
    }

    void program() {
        // The first evaluation sets the clock's last value: it sees no edge.
        top_->clk = 0;
        top_->eval();
#ifndef EXPORTED
        top_->program_row = 1;
        for (int row = 0; row < N; row++) {
            int zeros = M;
            for (int k = 0; k < M / 64; k++) {
                uint64_t word = vectors::draw(vectors::WEIGHTS, static_cast<uint64_t>(row) * (M / 64) + k);
                write(top_->program_weights, 2 * k, static_cast<uint32_t>(word));
                write(top_->program_weights, 2 * k + 1, static_cast<uint32_t>(word >> 32));
                zeros -= __builtin_popcountll(word);
            }
            int mean = static_cast<int>(vectors::draw(vectors::MEAN, row) % 2048) - 1024;
            top_->program_address = row;
            top_->program_bias = 256 * SLOTS * zeros + mean;
            top_->program_threshold = 256 * (1 + static_cast<int>(vectors::draw(vectors::THRESHOLD, row) % (M / 8)));
            cycle();
        }
        top_->program_row = 0;
#endif
    }

    // Cycles from leaving IDLE to being IDLE again; every spike and membrane is kept.
    long run() {
        long first = cycles_;
        size_t beat = 0;
        long pass = 0;
        top_->left(true);
        cycle();
        while (!top_->idle()) {
            if (top_->takes()) top_->bus = beats_[beat++];
            if (top_->fires()) {
                top_->left(pass + 1 < passes_);
                cycle();
                top_->keep(&membranes_[pass * N], spikes_[pass]);
                pass++;
            } else {
                cycle();
            }
        }
        return cycles_ - first - 1;
    }

    uint64_t hash() const {
        uint64_t h = 0;
        for (long pass = 0; pass < passes_; pass++) {
            for (int row = 0; row < N; row++) {
                h = vectors::hash(h, membranes_[pass * N + row], bit(spikes_[pass], row));
            }
        }
        return h;
    }

    void finish() {
#if VM_TRACE
        if (trace_) trace_->close();
#endif
        top_->final();
    }

   private:
    void cycle() {
        top_->clk = 1;
        top_->eval();
        dump(2000 * cycles_);
        top_->clk = 0;
        top_->eval();
        dump(2000 * cycles_ + 1000);
        cycles_++;
    }

    void dump([[maybe_unused]] uint64_t timePs) {
#if VM_TRACE
        if (trace_) trace_->dump(timePs);
#endif
    }

    std::unique_ptr<Dut> top_ = std::make_unique<Dut>();
#if VM_TRACE
    std::unique_ptr<VerilatedVcdC> trace_;
#endif
    long passes_;
    long cycles_ = 0;
    std::vector<uint32_t> beats_;
    std::vector<int32_t> membranes_;
    std::vector<Dut::Spikes> spikes_;
};

}  // namespace

int main(int count, char** arguments) {
    long passes = count > 1 ? std::atol(arguments[1]) : 0;
    int runs = count > 2 ? std::atoi(arguments[2]) : 0;
    if (passes <= 0 || passes % STEPS != 0 || runs <= 0) {
        std::fprintf(stderr, "harness: needs a number of passes, a multiple of %d, and a number of runs\n", STEPS);
        return 2;
    }
    Bench bench(count > 3 ? arguments[3] : "", passes);
    bench.program();
    std::vector<double> rates;
    for (int run = 0; run < runs; run++) {
        auto begin = std::chrono::steady_clock::now();
        long cycles = bench.run();
        rates.push_back(cycles / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        if (cycles != passes * (SLOTS * (BEATS + 2) + 3)) {
            std::fprintf(stderr, "harness: %ld cycles, expected %ld\n", cycles, passes * (SLOTS * (BEATS + 2) + 3));
            return 1;
        }
    }
    bench.finish();
    std::sort(rates.begin(), rates.end());
    std::printf("%.0f %.0f %016llx\n", rates[runs - 1], rates[runs / 2], static_cast<unsigned long long>(bench.hash()));
    return 0;
}
