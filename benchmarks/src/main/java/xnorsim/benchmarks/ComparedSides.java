package xnorsim.benchmarks;

/** What {@link PerformanceReport} says about the two sides of each comparison. */
final class ComparedSides {

    /** A section of Markdown, with an empty line before it; a backslash joins two lines of the source to one of it. */
    static final String TEXT = """

            ## What is compared

            - **Hand-written AVX-512**: `benchmarks/native/popcount.cpp`, g++ -O3 -march=native, \
            the same layout of weights.
              Processors with AVX512_VPOPCNTDQ count words by its instruction; on those without, \
            the loop looks up four bits
              at a time in a table within a register, after adders over seven words where there \
            are as many. The table of
              targets says which of the two it was. The arrays begin on a line of the cache; \
            "off the cache's lines" is the
              same loop with arrays 16 bytes behind one, where C++'s allocator and Java's heap put \
            them. Java cannot choose:
              off a line, every register that is loaded crosses one.
            - **Unwatched popcounts**: what the simulator does where nobody watches an array, for the same bits: \
            the kernel, or, where that is
              faster, carry-save additions of the columns with a spike (docs/decisions.md). \
            Half the columns have one here,
              as in the kernel's rows; trained networks have fewer.
            - **Probes**: a probe on one row of a lone subarray makes the simulator show that row's \
            registers in each of the
              time step's phases, where an unwatched time step is a single event of all rows in a \
            few hundred nanoseconds.
              The cost of a probe is that of the phases' events; in a network it is one subarray's.
            - **Heap**: one image with the reference comparison on, one thread, under `-Xmx512m`.
            - **Verilator on the exported RTL**: what `xnorsim rtl` writes (docs/rtl.md) for the subarray of
              docs/timing.md with B = 32, a residual and direct load, compiled as it is by `verilator -O3`, g++ -O3. A
              configuration file beside it lets the harness read the membranes, which are not ports.
            - **Verilator on hand-written RTL**: `benchmarks/rtl/subarray.sv`, the same subarray by hand, \
            with weights in a memory, in
              the usual style (delayed assignments in `always_ff`), popcounts within the clocked block, so that they are
              evaluated in the cycle EVAL alone; the same flags. The faster of the two, \
            hence the harder comparison, with the
              same targets. It is the one that writes waveforms and that is rewritten below.
            - **Both RTLs and the simulator** get the same vectors, \
            keep every membrane and spike of every time step and must
              agree on all of them. Only the run is timed, not drawing the vectors. "Rewritten for Verilator" is the
              hand-written file with `LOOPS` defined: assignments that Verilator compiles into \
            loops over the rows, and g++
              -march=native; nobody writes registers so, but it is the fastest that Verilator was seen to do.
            - **Two threads**: two processors of a machine may be one core's hyperthreads, \
            share caches and the limit of power, and have
              neighbours. So each round also measures what two processes give that share nothing: \
            two Java machines of one
              thread each on the same images, and two copies of the loop in C++. \
            Their quotient to one process is what the machine has to
              give; threads of one process, which share a heap, cannot reach more but by noise.
            - **Full VCD**: both write clock, phase, slot, step, \
            columns and all five registers of every row to a file that was not there. (Where
              one of that name is replaced, ext4 first puts the new one onto the disk, \
            which takes nearly as long as the run; earlier states
              of this page had that on our side.)
            - **VGG-11**: 8 convolutions of 64, 128, 256, 256, 512, 512, 512, 512 channels, \
            pooling after the 1st, 2nd, 4th,
              6th and 8th, fully connected layers of 512, 512 and 100; random weights, T = 8, \
            a residual on every binarized layer
              but the first one, which has no spiking layer two back; 128 x 128 subarrays, B = 32. \
            "Its XNOR+popcounts alone" is
              the same kernel over all output positions, slots and time steps of its binarized \
            layers on vectors that lie
              ready: each slot's vector by itself, as eq. (11) has them, \
            and with the two slots of a residual in one pass over the
              weights, which takes half the popcounts (docs/decisions.md) \
            and is how the simulator sums what nobody watches.
            - **One pending event**: the engine's own cost, since one event needs no order. \
            What SSJ takes divided by ten is below
              that with few events, which then no queue can reach.
            - **PyTorch**: the same network as convolutions in fp32, T = 8, \
            the sum of both spike maps as input of a residual
              layer, one thread, one image at a time. The figure to compare with was 162 ms an image on another \
            build and processor; step by
              step PyTorch takes longer here, in one batch less, so both are shown. \
            It answers with its own images' spikes: the
              two sides share weights and shapes, and the spike rate is checked, not single spikes.
            - **Answers**: every benchmark checks its own when a trial ends; dumps are read back, \
            every membrane and spike after every
              time step. The curves' and VGG-11's popcounts are checked against the
              kernel without vectors.
            """;

    private ComparedSides() {}
}
