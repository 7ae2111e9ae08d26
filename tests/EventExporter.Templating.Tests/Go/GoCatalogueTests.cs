using EventExporter.Templating.Go.Functions;

namespace EventExporter.Templating.Tests.Go;

public sealed class GoCatalogueTests
{
    private static readonly TemplateOptions Options = new() { Language = TemplateLanguage.Go };

    /// <summary>The functions of text/template, and those of sprig 3.2.3 for texts.</summary>
    private const string Sprig =
        "and or not eq ne lt le gt ge len index slice print printf println html js urlquery call "
        + "abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base bcrypt biggest "
        + "buildCustomCert camelcase cat ceil chunk clean coalesce compact concat contains date dateInZone dateModify date_in_zone "
        + "date_modify decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration durationRound empty encryptAES "
        + "env expandenv ext fail first float64 floor fromJson genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey "
        + "genSignedCert genSignedCertWithKey get getHostByName has hasKey hasPrefix hasSuffix hello htmlDate htmlDateInZone htpasswd "
        + "indent initial initials int int64 isAbs join kebabcase keys kindIs kindOf last list lower max maxf merge mergeOverwrite min "
        + "minf mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial "
        + "mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll "
        + "mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson mustToRawJson "
        + "mustUniq mustWithout must_date_modify nindent nospace now omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend push "
        + "quote randAlpha randAlphaNum randAscii randBytes randInt randNumeric regexFind regexFindAll regexMatch regexQuoteMeta "
        + "regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver semverCompare seq set sha1sum "
        + "sha256sum shuffle snakecase sortAlpha split splitList splitn squote sub subf substr swapcase ternary title toDate toDecimal "
        + "toJson toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf "
        + "uniq unixEpoch unset until untilStep untitle upper urlJoin urlParse uuidv4 values without wrap wrapWith";

    public static TheoryData<string> Names() => [.. FunctionCatalogue.All(Options).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_example_of_a_function_gives_what_the_catalogue_says(string name)
    {
        var function = FunctionCatalogue.Find(Options, name)!;
        Assert.NotEmpty(function.Summary);
        if (function.Example is null)
            return;
        Assert.Contains(name, function.Example, StringComparison.Ordinal);
        var parsed = Template.Parse(function.Example, Options);
        Assert.True(parsed.Succeeded, string.Join('\n', parsed.Diagnostics));
        var text = parsed.Template!.RenderToString(null);
        if (function.ExampleResult is not null)
            Assert.Equal(function.ExampleResult, text);
    }

    [Fact]
    public void Every_function_of_sprig_is_there_or_refused_with_a_reason()
    {
        var known = FunctionCatalogue.All(Options).Select(f => f.Name).Concat(RefusedFunctions.Names);
        Assert.Equal(Sprig.Split(' ').Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_function_that_gives_the_same_each_time_has_an_example_with_its_result() =>
        Assert.Equal(
            ["ago", "call", "date", "fail", "htmlDate", "now", "randAlpha", "randAlphaNum", "randAscii", "randInt", "randNumeric", "shuffle", "uuidv4"],
            FunctionCatalogue.All(Options).Where(f => f.ExampleResult is null).Select(f => f.Name));

    [Fact]
    public void A_misspelt_function_gets_the_nearest_name() => Assert.Equal("toPrettyJson", FunctionCatalogue.Suggest(Options, "toPretyJson"));
}
