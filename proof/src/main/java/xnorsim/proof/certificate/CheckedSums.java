package xnorsim.proof.certificate;

import java.util.BitSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The sums that a row can have at some point, as {@link CertificateCheck} writes them down. */
sealed interface CheckedSums {
    /** The sums a step later: with every change added to every sum. */
    CheckedSums step();

    /** Those up to a limit. */
    CheckedSums upTo(long limit);

    /** Those above a limit. */
    CheckedSums above(long limit);

    /** These and others after as many steps. */
    CheckedSums or(CheckedSums other);

    boolean isEmpty();

    /** The smallest one; there is one. */
    long least();

    /** The largest one; there is one. */
    long most();

    /** The smallest one above a limit. */
    OptionalLong firstAbove(long limit);

    /**
     * One bit a sum.
     *
     * @param sums    bit s stands for the sum s + first
     * @param changes bit c stands for a change of c + lowest
     */
    record Bits(BitSet sums, long first, BitSet changes, long lowest) implements CheckedSums {
        /** Sums with more gaps than this are not shifted interval by interval. */
        private static final int MANY_RUNS = 64;

        /** Before any step. */
        static CheckedSums of(BitSet changes, long lowest) {
            BitSet zero = new BitSet();
            zero.set(0);
            return new Bits(zero, 0, changes, lowest);
        }

        private Bits with(BitSet other) {
            return new Bits(other, first, changes, lowest);
        }

        @Override
        public CheckedSums step() {
            return new Bits(hasManyRuns(sums) && hasManyRuns(changes) ? eachMoved(sums.toLongArray()) : runsMoved(),
                    first + lowest, changes, lowest);
        }

        private BitSet runsMoved() {
            BitSet wider = new BitSet();
            for (int from = sums.nextSetBit(0); from >= 0;) {
                int to = sums.nextClearBit(from);
                for (int least = changes.nextSetBit(0); least >= 0;) {
                    int most = changes.nextClearBit(least);
                    wider.set(from + least, to + most - 1);
                    least = changes.nextSetBit(most);
                }
                from = sums.nextSetBit(to);
            }
            return wider;
        }

        private static boolean hasManyRuns(BitSet bits) {
            int from = bits.nextSetBit(0);
            for (int run = 0; run < MANY_RUNS && from >= 0; run++) {
                from = bits.nextSetBit(bits.nextClearBit(from));
            }
            return from >= 0;
        }

        /** All sums at once, 64 a word, for one change after the other. */
        private BitSet eachMoved(long[] words) {
            long[] wider = new long[words.length + changes.length() / Long.SIZE + 2];
            for (int change = changes.nextSetBit(0); change >= 0; change = changes.nextSetBit(change + 1)) {
                int at = change / Long.SIZE;
                for (long word : words) {
                    wider[at] |= word << change;
                    wider[at + 1] |= word >>> 1 >>> (Long.SIZE - 1 - change % Long.SIZE);
                    at++;
                }
            }
            return BitSet.valueOf(wider);
        }

        /** The first bit above a limit, which may lie beyond all bits. */
        private int index(long limit) {
            return (int) Math.clamp(limit - first, -1L, sums.length()) + 1;
        }

        @Override
        public CheckedSums upTo(long limit) {
            return with(sums.get(0, index(limit)));
        }

        @Override
        public CheckedSums above(long limit) {
            BitSet left = (BitSet) sums.clone();
            left.clear(0, index(limit));
            return with(left);
        }

        @Override
        public CheckedSums or(CheckedSums other) {
            BitSet both = (BitSet) sums.clone();
            both.or(((Bits) other).sums);
            return with(both);
        }

        @Override
        public boolean isEmpty() {
            return sums.isEmpty();
        }

        @Override
        public long least() {
            return first + sums.nextSetBit(0);
        }

        @Override
        public long most() {
            return first + sums.length() - 1;
        }

        @Override
        public OptionalLong firstAbove(long limit) {
            int next = sums.nextSetBit(index(limit));
            return next < 0 ? OptionalLong.empty() : OptionalLong.of(first + next);
        }
    }

    /**
     * Sums by their first and their last number without a gap: for rows whose sums are too many for bits, and whose
     * changes are every number of lowest..highest.
     *
     * @param runs last number by first number
     */
    record Runs(TreeMap<Long, Long> runs, long lowest, long highest) implements CheckedSums {
        /** Before any step. */
        static CheckedSums of(long lowest, long highest) {
            return new Runs(new TreeMap<>(Map.of(0L, 0L)), lowest, highest);
        }

        private Runs none() {
            return new Runs(new TreeMap<>(), lowest, highest);
        }

        private void add(long from, long to) {
            long least = from;
            long most = to;
            for (Map.Entry<Long, Long> other = runs.floorEntry(to + 1); other != null
                    && other.getValue() >= from - 1; other = runs.floorEntry(to + 1)) {
                least = Math.min(least, other.getKey());
                most = Math.max(most, other.getValue());
                runs.remove(other.getKey());
            }
            runs.put(least, most);
        }

        @Override
        public CheckedSums step() {
            Runs wider = none();
            runs.forEach((from, to) -> wider.add(from + lowest, to + highest));
            return wider;
        }

        @Override
        public CheckedSums upTo(long limit) {
            Runs kept = none();
            runs.headMap(limit, true).forEach((from, to) -> kept.add(from, Math.min(to, limit)));
            return kept;
        }

        @Override
        public CheckedSums above(long limit) {
            Runs kept = none();
            runs.forEach((from, to) -> {
                if (to > limit) {
                    kept.add(Math.max(from, limit + 1), to);
                }
            });
            return kept;
        }

        @Override
        public CheckedSums or(CheckedSums other) {
            Runs both = none();
            runs.forEach(both::add);
            ((Runs) other).runs.forEach(both::add);
            return both;
        }

        @Override
        public boolean isEmpty() {
            return runs.isEmpty();
        }

        @Override
        public long least() {
            return runs.firstKey();
        }

        @Override
        public long most() {
            return runs.lastEntry().getValue();
        }

        @Override
        public OptionalLong firstAbove(long limit) {
            CheckedSums rest = above(limit);
            return rest.isEmpty() ? OptionalLong.empty() : OptionalLong.of(rest.least());
        }
    }
}
