package xnorsim.proof.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import xnorsim.arrays.PopcountKernel;
import xnorsim.base.InputException;
import xnorsim.base.Workers;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.proof.exact.SubarrayCase;

/**
 * The comparison that a sceptic runs: random subarrays and images, each simulated and held against independent models.
 * Its result depends on the seed alone, not on the number of threads.
 */
public final class Verification {
    private final long seed;
    private final List<Integer> subarrays;
    private final List<Integer> images;
    private final Optional<NetworkCheck> network;
    private final Optional<Fault> fault;
    private final PopcountKernel kernel;

    /**
     * What to compare.
     *
     * @param seed      of the random subarrays
     * @param subarrays their numbers
     * @param images    numbers of the images
     * @param network   the network for the images; required if there are images
     * @param fault     of the subarrays; the network has its own
     */
    public Verification(long seed, List<Integer> subarrays, List<Integer> images, Optional<NetworkCheck> network,
            Optional<Fault> fault, PopcountKernel kernel) {
        this.seed = seed;
        this.subarrays = List.copyOf(subarrays);
        this.images = List.copyOf(images);
        this.network = network;
        this.fault = fault;
        this.kernel = kernel;
    }

    /**
     * What was compared.
     *
     * @param items       subarrays or images
     * @param different   of these, different somewhere
     * @param spikes      spikes compared
     * @param membranes   membranes compared
     * @param dots        sums of XNORs compared
     * @param registers   values of registers compared, cycle by cycle
     * @param times       numbers of cycles compared
     * @param exactSpikes spikes compared with exact arithmetic on parameters that are not rounded, as certified
     * @param rounded     of the other spikes, different from it
     * @param hash        SHA-256 over everything the simulations did
     * @param first       the first difference
     */
    public record Part(int items, int different, long spikes, long membranes, long dots, long registers, long times,
            long exactSpikes, long rounded, String hash, Optional<Finding> first) {
        static Part of(List<Tally> tallies) {
            Tally sum = tallies.stream().reduce(Tally.NONE, Tally::plus);
            int different = (int) tallies.stream().filter(tally -> tally.first().isPresent()).count();
            return new Part(tallies.size(), different, sum.spikes(), sum.membranes(), sum.dots(), sum.registers(),
                    sum.times(), sum.exactSpikes(), sum.rounded(), sum.hash(), sum.first());
        }
    }

    /**
     * The result.
     *
     * @param subarrays the random subarrays
     * @param images    the images on the network
     */
    public record Result(Part subarrays, Part images) {
        /** The first difference, of the subarrays before that of the images. */
        public Optional<Finding> first() {
            return subarrays.first().or(images::first);
        }
    }

    /** Compares everything; {@code done} receives the number of finished parts. */
    public Result run(int threads, IntConsumer done) {
        int cases = subarrays.size();
        List<Tally> tallies = Workers.run(cases + images.size(), threads, () -> k -> k < cases
                ? SubarrayCheck.of(SubarrayCase.draw(seed, subarrays.get(k)), fault, kernel)
                : network.orElseThrow().check(images.get(k - cases)), done);
        return new Result(Part.of(tallies.subList(0, cases)),
                Part.of(tallies.subList(cases, tallies.size())));
    }

    /**
     * Simulates again what differs and writes the waveform of its subarray.
     *
     * @param comment for the file's header
     * @throws IOException    if the file cannot be written; the message names it
     * @throws InputException if the network has no subarrays
     */
    public void record(Path file, Finding finding, String comment) throws IOException {
        if (finding.subarray().isEmpty()) {
            network.orElseThrow().record(file, finding, comment);
            return;
        }
        MacroSimulation simulation = simulation(finding);
        DifferenceWaveform.record(file, simulation.scheduler(), simulation.signals(), comment, simulation::run);
    }

    /** The simulation of the random subarray of a finding. */
    MacroSimulation simulation(Finding finding) {
        SubarrayCase given = SubarrayCase.draw(seed, finding.subarray().orElseThrow());
        return new Hardware(given, fault, kernel).simulation(finding.image(), finding.timeStep());
    }
}
