package xnorsim.proof.verify;

import java.util.Optional;
import xnorsim.proof.certificate.Hashes;

/**
 * What was compared of one subarray or image.
 *
 * @param spikes      spikes compared, each with the reference model and with exact arithmetic in fixed point
 * @param membranes   membranes compared, likewise
 * @param dots        sums of XNORs compared
 * @param registers   values of registers compared, cycle by cycle
 * @param times       numbers of cycles compared
 * @param exactSpikes of the spikes, compared with exact arithmetic on parameters that are not rounded, as certified
 * @param rounded     of the other spikes, different from it: what rounding does where no certificate holds
 * @param hash        of everything that was observed, SHA-256
 * @param first       the first difference
 */
record Tally(long spikes, long membranes, long dots, long registers, long times, long exactSpikes, long rounded,
        String hash, Optional<Finding> first) {

    /** Nothing yet. */
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0, "", Optional.empty());

    /** Both; the hash of both hashes, and this one's difference if it has one. */
    Tally plus(Tally other) {
        return new Tally(spikes + other.spikes, membranes + other.membranes, dots + other.dots,
                registers + other.registers, times + other.times, exactSpikes + other.exactSpikes,
                rounded + other.rounded, Hashes.ofText(hash + other.hash), first.or(other::first));
    }
}
