namespace EventExporter.Templating.Go.Functions;

/// <summary>Flags, width and precision of one verb.</summary>
internal sealed class FormatSpec
{
    public bool Plus { get; private set; }

    public bool Minus { get; private set; }

    public bool Sharp { get; private set; }

    public bool Blank { get; private set; }

    public bool Zero { get; private set; }

    public int Width { get; private set; }

    /// <summary>-1 for none.</summary>
    public int Precision { get; set; } = -1;

    public bool TakeFlag(char flag)
    {
        switch (flag)
        {
            case '+':
                return Plus = true;
            case '-':
                return Minus = true;
            case '#':
                return Sharp = true;
            case ' ':
                return Blank = true;
            case '0':
                return Zero = true;
            default:
                return false;
        }
    }

    /// <summary>A negative one, which comes from <c>*</c>, aligns to the left.</summary>
    public void SetWidth(int width)
    {
        Minus |= width < 0;
        Width = Math.Abs(width);
    }

    public string Pad(string text)
    {
        var missing = Width - text.EnumerateRunes().Count();
        return missing <= 0 ? text : Minus ? text + new string(' ', missing) : new string(Zero ? '0' : ' ', missing) + text;
    }

    /// <summary>Zeros go between the sign and the digits.</summary>
    public string PadNumber(string text)
    {
        if (!Zero || Minus || text.Length >= Width)
            return Minus || !Zero ? Pad(text) : text;
        var sign = text[0] is '+' or '-' or ' ' ? 1 : 0;
        return text[..sign] + new string('0', Width - text.Length) + text[sign..];
    }

    public string Signed(string text) => text[0] is '-' or '+' ? text[0] == '+' && !Plus ? text[1..] : text : Plus ? "+" + text : Blank ? " " + text : text;
}
