package xnorsim.chip;
public final class Dummy {
    private Dummy() {}
}
