package xnorsim.arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ScalarPopcountPropertyTest {

    private final PopcountKernel kernel = new ScalarPopcount();

    @Property(tries = 300)
    void popcounts_equalBitByBitCount(@ForAll @IntRange(min = 1, max = 140) int rows,
            @ForAll @IntRange(min = 1, max = 300) int columns, @ForAll @IntRange(max = 300) int unused,
            @ForAll long seed) {
        KernelOracle.check(kernel, rows, columns, Math.min(unused, columns), seed);
    }
}
