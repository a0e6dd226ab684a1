package xnorsim.neurons;

/** A membrane left the range of its register, and the architecture does not ask for saturation. */
public final class MembraneOverflowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int unit;
    private final int membraneBits;

    /** Says which unit overflowed a register of which width. */
    public MembraneOverflowException(int unit, int membraneBits) {
        super("the membrane of unit " + unit + " left the range of " + membraneBits + " bits");
        this.unit = unit;
        this.membraneBits = membraneBits;
    }

    /** Index of the unit. */
    public int unit() {
        return unit;
    }

    /** Width of the membrane register. */
    public int membraneBits() {
        return membraneBits;
    }
}
