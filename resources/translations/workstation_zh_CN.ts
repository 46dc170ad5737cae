<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AcknowledgeEditor</name>
    <message>
        <source>Yes, seen and agreed</source>
        <translation>是，已看过并同意</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{0} is no day. The day before it is back.</source>
        <translation>{0} 不是有效日期，已恢复原来的日期。</translation>
    </message>
    <message>
        <source>Saved on this device; it waits for the hub</source>
        <translation>已保存在本机，等待中心确认</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Worklist</source>
        <translation>工作清单</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Sync centre</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>Letters</source>
        <translation>通知书</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监测</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Stop synchronising</source>
        <translation>停止同步</translation>
    </message>
    <message>
        <source>Find a command or an applicant</source>
        <translation>查找命令或申请人</translation>
    </message>
    <message>
        <source>Help on this screen</source>
        <translation>本页帮助</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>在列表中搜索</translation>
    </message>
    <message>
        <source>Open the file in a window of its own</source>
        <translation>在单独窗口中打开档案</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>复制所选各行</translation>
    </message>
    <message>
        <source>Show or hide the preview</source>
        <translation>显示或隐藏预览</translation>
    </message>
    <message>
        <source>List: to decide</source>
        <translation>清单：待决定</translation>
    </message>
    <message>
        <source>List: with the supervisor</source>
        <translation>清单：待主管处理</translation>
    </message>
    <message>
        <source>List: due in three days</source>
        <translation>清单：三日内到期</translation>
    </message>
    <message>
        <source>List: overdue</source>
        <translation>清单：逾期</translation>
    </message>
    <message>
        <source>List: promises to pay</source>
        <translation>清单：还款承诺</translation>
    </message>
    <message>
        <source>List: use of money to check</source>
        <translation>清单：待查资金用途</translation>
    </message>
    <message>
        <source>List: to visit</source>
        <translation>列表：待走访</translation>
    </message>
    <message>
        <source>List: models warn</source>
        <translation>列表：模型预警</translation>
    </message>
    <message>
        <source>List: likely to need money</source>
        <translation>列表：可能需要资金</translation>
    </message>
    <message>
        <source>List: all files</source>
        <translation>清单：全部档案</translation>
    </message>
    <message>
        <source>List: approved</source>
        <translation>清单：已批准</translation>
    </message>
    <message>
        <source>List: referred</source>
        <translation>清单：已转交</translation>
    </message>
    <message>
        <source>List: declined</source>
        <translation>清单：已拒绝</translation>
    </message>
    <message>
        <source>List: incomplete</source>
        <translation>清单：资料不全</translation>
    </message>
    <message>
        <source>List: not sent yet</source>
        <translation>清单：尚未发送</translation>
    </message>
    <message>
        <source>List: refused by the hub</source>
        <translation>清单：中心未接受</translation>
    </message>
    <message>
        <source>File: overview</source>
        <translation>档案：概览</translation>
    </message>
    <message>
        <source>File: history</source>
        <translation>档案：历史</translation>
    </message>
    <message>
        <source>File: assessment</source>
        <translation>档案：评估</translation>
    </message>
    <message>
        <source>File: decide</source>
        <translation>档案：决定</translation>
    </message>
    <message>
        <source>File: letters and trail</source>
        <translation>档案：通知书与记录</translation>
    </message>
    <message>
        <source>File: loans</source>
        <translation>档案：贷款</translation>
    </message>
    <message>
        <source>File: documents</source>
        <translation>档案：资料</translation>
    </message>
    <message>
        <source>Take down a request</source>
        <translation>登记申请</translation>
    </message>
    <message>
        <source>Assess again</source>
        <translation>重新评估</translation>
    </message>
    <message>
        <source>File: surveys</source>
        <translation>档案：调研</translation>
    </message>
    <message>
        <source>Start a visit, or go on with it</source>
        <translation>开始或继续走访</translation>
    </message>
    <message>
        <source>Survey: next section</source>
        <translation>调研：下一部分</translation>
    </message>
    <message>
        <source>Survey: section before</source>
        <translation>调研：上一部分</translation>
    </message>
    <message>
        <source>Survey: add a line</source>
        <translation>调研：添加一行</translation>
    </message>
    <message>
        <source>Survey: remove this line</source>
        <translation>调研：删除此行</translation>
    </message>
    <message>
        <source>Survey: next answer to mend</source>
        <translation>调研：下一处待改</translation>
    </message>
    <message>
        <source>Survey: answer to mend before</source>
        <translation>调研：上一处待改</translation>
    </message>
    <message>
        <source>Survey: show or hide the cross-checks</source>
        <translation>调研：显示或隐藏交叉核对</translation>
    </message>
    <message>
        <source>Survey: to the end</source>
        <translation>调研：到结束页</translation>
    </message>
    <message>
        <source>Save the paper as a file</source>
        <translation>将文书另存为文件</translation>
    </message>
    <message>
        <source>Print the paper</source>
        <translation>打印文书</translation>
    </message>
    <message>
        <source>Add a seller to the visits</source>
        <translation>加入走访</translation>
    </message>
    <message>
        <source>Take the seller off the list of visits</source>
        <translation>移出走访列表</translation>
    </message>
    <message>
        <source>Note where the seller is</source>
        <translation>记下客户位置</translation>
    </message>
    <message>
        <source>Show or hide the route of the day</source>
        <translation>显示或隐藏当日路线</translation>
    </message>
    <message>
        <source>Take everybody out of the route</source>
        <translation>清空当日路线</translation>
    </message>
    <message>
        <source>Preview the scenario on the files here</source>
        <translation>在本机档案上预览情景</translation>
    </message>
    <message>
        <source>Stop the preview</source>
        <translation>停止预览</translation>
    </message>
    <message>
        <source>Verify a paper</source>
        <translation>核验文件</translation>
    </message>
    <message>
        <source>Verify the code on a paper</source>
        <translation>核验文书验证码</translation>
    </message>
    <message>
        <source>Void the letter</source>
        <translation>作废文书</translation>
    </message>
    <message>
        <source>Switch between Chinese and English</source>
        <translation>切换中文与英文</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色与深色</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>关闭程序</translation>
    </message>
</context>
<context>
    <name>AddSeller</name>
    <message>
        <source>Add a seller to the visits</source>
        <translation>加入走访</translation>
    </message>
    <message>
        <source>Search names, numbers, shops</source>
        <translation>搜索名称、编号、店铺</translation>
    </message>
    <message>
        <source>Search all files</source>
        <translation>搜索全部档案</translation>
    </message>
    <message>
        <source>Sellers found</source>
        <translation>找到的客户</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Added: {name}</source>
        <translation>已加入：{name}</translation>
    </message>
</context>
<context>
    <name>AheadPart</name>
    <message>
        <source>What sellers will need</source>
        <translation>卖家将需要的资金</translation>
    </message>
    <message>
        <source>expected numbers are the sums of what the models say of each file here</source>
        <translation>预计数为模型对本机各档案所给概率之和</translation>
    </message>
    <message>
        <source>What sellers will need, by trade</source>
        <translation>各行业的资金需求</translation>
    </message>
    <message>
        <source>No model has looked at a file here yet; it happens after a synchronisation.</source>
        <translation>尚无模型看过本机档案；同步之后会自动进行。</translation>
    </message>
    <message>
        <source>; {0} lapsed</source>
        <translation>；{0} 份已过期</translation>
    </message>
    <message>
        <source>Likely to need money</source>
        <translation>可能需要资金</translation>
    </message>
    <message>
        <source>of {0} files looked at</source>
        <translation>共看过 {0} 份档案</translation>
    </message>
    <message>
        <source>Models warn</source>
        <translation>模型预警</translation>
    </message>
    <message>
        <source>of running loans</source>
        <translation>在贷贷款</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>邀请</translation>
    </message>
    <message>
        <source>{0} wait for an answer</source>
        <translation>{0} 份待答复</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>{0} want to borrow, {1} do not</source>
        <translation>{0} 户愿意申请，{1} 户不需要</translation>
    </message>
    <message>
        <source>Asked for a loan in time</source>
        <translation>按期提出申请</translation>
    </message>
    <message>
        <source>{0} drew it</source>
        <translation>其中 {0} 户已放款</translation>
    </message>
</context>
<context>
    <name>ApplicantScreen</name>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经营历史</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>决策</translation>
    </message>
    <message>
        <source>Letters and trail</source>
        <translation>通知书与记录</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Surveys</source>
        <translation>调研</translation>
    </message>
    <message>
        <source>Parts of the file</source>
        <translation>档案各部分</translation>
    </message>
</context>
<context>
    <name>AssessmentPage</name>
    <message>
        <source>Assessing…</source>
        <translation>正在评估…</translation>
    </message>
    <message>
        <source>Assessment</source>
        <translation>评估</translation>
    </message>
</context>
<context>
    <name>AudioEditor</name>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Level of the sound</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>No recording yet</source>
        <translation>尚无录音</translation>
    </message>
    <message>
        <source>Recordings ({0})</source>
        <translation>录音 ({0})</translation>
    </message>
</context>
<context>
    <name>BarcodeEditor</name>
    <message>
        <source>Read it from a photo…</source>
        <translation>从照片识别…</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>照片 ({0})</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>正在读取 {0}…</translation>
    </message>
</context>
<context>
    <name>BudgetBar</name>
    <message>
        <source>{used} of {budget} yuan of expected loss used at the hub</source>
        <translation>中心已用预期损失 {used} 元，预算 {budget} 元</translation>
    </message>
    <message>
        <source>; the files here would use {more}</source>
        <translation>；本机档案将再用 {more} 元</translation>
    </message>
    <message>
        <source>{left} yuan are reserved for you until {until}</source>
        <translation>已为您预留 {left} 元，有效至 {until}</translation>
    </message>
    <message>
        <source>Nothing is reserved for you: it is, with a synchronisation, while it is in force</source>
        <translation>尚未为您预留：情景生效期间同步一次即可预留</translation>
    </message>
</context>
<context>
    <name>CampaignCard</name>
    <message>
        <source>by {day}</source>
        <translation>{day} 前</translation>
    </message>
    <message>
        <source>{n} of {all} visited</source>
        <translation>已走访 {n} / {all} 户</translation>
    </message>
    <message>
        <source>{n} asked again</source>
        <translation>{n} 户要求重做</translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Card of the models {0}</source>
        <translation>模型说明 {0}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Pictures on the card</source>
        <translation>存储卡上的照片</translation>
    </message>
    <message>
        <source>Take this one</source>
        <translation>选用这张</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ChangesPanel</name>
    <message>
        <source>What would change it</source>
        <translation>怎样才能改变结果</translation>
    </message>
    <message>
        <source>Being worked out…</source>
        <translation>正在测算…</translation>
    </message>
    <message>
        <source>Nothing plausible would be enough. The most that can be expected:</source>
        <translation>合理范围内的改变都不够；最多可期望：</translation>
    </message>
    <message>
        <source>Nothing that the applicant can change moves the score.</source>
        <translation>申请人能改变的事项都不影响评分。</translation>
    </message>
    <message>
        <source>to a probability of at most {0}</source>
        <translation>使违约概率降至 {0} 以下</translation>
    </message>
    <message>
        <source>to the next better grade, at most {0}</source>
        <translation>升至上一等级，概率不超过 {0}</translation>
    </message>
    <message>
        <source>Seen in the figures after {0} days at the earliest.</source>
        <translation>最早 {0} 天后反映在数据中。</translation>
    </message>
    <message>
        <source>Limit then: {0}</source>
        <translation>届时额度：{0}</translation>
    </message>
    <message>
        <source>What would still stand in the way: {0}</source>
        <translation>仍有障碍：{0}</translation>
    </message>
    <message>
        <source>{0}, grade {1}</source>
        <translation>{0}，{1} 级</translation>
    </message>
</context>
<context>
    <name>CheckCard</name>
    <message>
        <source>Ask: {0}</source>
        <translation>可问：{0}</translation>
    </message>
    <message>
        <source>Explanation: {0}</source>
        <translation>解释：{0}</translation>
    </message>
    <message>
        <source>What explains the difference?</source>
        <translation>差异如何解释？</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>Cannot be judged, although it must be</source>
        <translation>必须核对，但无法判断</translation>
    </message>
    <message>
        <source>{0} apart, {1} allowed</source>
        <translation>相差 {0}，允许 {1}</translation>
    </message>
    <message>
        <source>{0} beyond the bound</source>
        <translation>超出界限 {0}</translation>
    </message>
    <message>
        <source>Within the bound</source>
        <translation>未超出界限</translation>
    </message>
    <message>
        <source>Cannot be judged: no disposable income to hold it against</source>
        <translation>无法判断：没有可支配收入可比</translation>
    </message>
    <message>
        <source>Cannot be judged: too few roads lead to the sales</source>
        <translation>无法判断：可核对的口径太少</translation>
    </message>
    <message>
        <source>{0} m</source>
        <translation>{0} 米</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>Contradicts</source>
        <translation>矛盾</translation>
    </message>
    <message>
        <source>Explained</source>
        <translation>已解释</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <source>Contradictions to explain: {0}</source>
        <translation>待解释的矛盾：{0} 处</translation>
    </message>
    <message>
        <source>Every contradiction is explained</source>
        <translation>矛盾均已解释</translation>
    </message>
    <message>
        <source>Nothing contradicts</source>
        <translation>没有矛盾</translation>
    </message>
    <message>
        <source>Cross-checks</source>
        <translation>交叉核对</translation>
    </message>
    <message>
        <source>As soon as a figure can be held against another, both stand here with their distance.</source>
        <translation>一旦某个数字可与另一个数字核对，两者及差距会显示在这里。</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>Verify a code</source>
        <translation>核验验证码</translation>
    </message>
    <message>
        <source>Scan the QR code on the last page, or type the code that stands beside it.</source>
        <translation>扫描末页二维码，或输入其旁的验证码。</translation>
    </message>
    <message>
        <source>Verification code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ComparablePanel</name>
    <message>
        <source>Comparable cases</source>
        <translation>可比案例</translation>
    </message>
    <message>
        <source>Being worked out…</source>
        <translation>正在测算…</translation>
    </message>
    <message>
        <source>simulated sellers, not real ones</source>
        <translation>为模拟卖家，并非真实卖家</translation>
    </message>
    <message>
        <source>{0} of the {1} nearest defaulted</source>
        <translation>最相近的 {1} 户中有 {0} 户违约</translation>
    </message>
    <message>
        <source>In the whole set: {0} of {1} ({2}).</source>
        <translation>全部样本 {1} 户中有 {0} 户（{2}）。</translation>
    </message>
    <message>
        <source>Decided here, by the figures they were decided on:</source>
        <translation>本机已决定的案件，按决定时的数据比较：</translation>
    </message>
    <message>
        <source>This bundle carries no comparable cases.</source>
        <translation>该模型包不含可比案例。</translation>
    </message>
    <message>
        <source>No model applies, so there is nothing to compare by.</source>
        <translation>没有模型适用，无从比较。</translation>
    </message>
    <message>
        <source>defaulted</source>
        <translation>违约</translation>
    </message>
    <message>
        <source>repaid</source>
        <translation>已还清</translation>
    </message>
    <message>
        <source>Differs in: {0}</source>
        <translation>不同之处：{0}</translation>
    </message>
    <message>
        <source>{0} {1} (here {2})</source>
        <translation>{0} {1}（本户 {2}）</translation>
    </message>
    <message>
        <source>{0} days past due today</source>
        <translation>今日逾期 {0} 天</translation>
    </message>
    <message>
        <source>Open the file of {0}</source>
        <translation>打开 {0} 的档案</translation>
    </message>
    <message>
        <source>{0} alike</source>
        <translation>相似度 {0}</translation>
    </message>
</context>
<context>
    <name>Complaining</name>
    <message>
        <source>Take down a complaint</source>
        <translation>登记投诉</translation>
    </message>
    <message>
        <source>Record the complaint</source>
        <translation>登记投诉</translation>
    </message>
    <message>
        <source>It is counted beside the decision it is about, and stays in the file&apos;s trail.</source>
        <translation>投诉计入所涉及的审批决定，并留存在档案轨迹中。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>所涉申请</translation>
    </message>
    <message>
        <source>Heard on</source>
        <translation>听到的日期</translation>
    </message>
    <message>
        <source>What was wrong, in the applicant&apos;s words</source>
        <translation>申请人所述</translation>
    </message>
    <message>
        <source>Settle the complaint</source>
        <translation>处理投诉</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What was found and done</source>
        <translation>查明情况与处理</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>都不是</translation>
    </message>
</context>
<context>
    <name>CoverageStrip</name>
    <message>
        <source>Evidence: {0} of {1} domains covered</source>
        <translation>资料：{1} 类中覆盖 {0} 类</translation>
    </message>
</context>
<context>
    <name>DayEditor</name>
    <message>
        <source>Choose a day</source>
        <translation>选择日期</translation>
    </message>
</context>
<context>
    <name>DecidePage</name>
    <message>
        <source>Assessing…</source>
        <translation>正在评估…</translation>
    </message>
    <message>
        <source>The letter appears here once it is issued.</source>
        <translation>出具通知书后在此显示。</translation>
    </message>
    <message>
        <source>Only an approval or a counter-offer has a letter.</source>
        <translation>只有批准或还价才有通知书。</translation>
    </message>
    <message>
        <source>Reasons, as the applicant hears them</source>
        <translation>告知申请人的理由</translation>
    </message>
    <message>
        <source>The rules found nothing against it: write down your own reason.</source>
        <translation>规则没有发现不利之处：请写下您自己的理由。</translation>
    </message>
    <message>
        <source>Enter an amount, a tenor and a method: the letter appears here as it will print.</source>
        <translation>填写金额、期限和还款方式后，通知书按打印样式显示在此。</translation>
    </message>
    <message>
        <source>This offer is forbidden, so it has no letter.</source>
        <translation>规则禁止此报价，因此没有通知书。</translation>
    </message>
    <message>
        <source>Decide: {0}</source>
        <translation>决定：{0}</translation>
    </message>
    <message>
        <source>The decision differs from what is proposed. Write down why.</source>
        <translation>决定与系统建议不同，请写明理由。</translation>
    </message>
    <message>
        <source>A rule forbids this offer. Change it, or choose another outcome.</source>
        <translation>有规则禁止此报价。请修改条件，或选择其他结果。</translation>
    </message>
    <message>
        <source>This is above your authority. Refer it.</source>
        <translation>超出您的权限，请转交。</translation>
    </message>
    <message>
        <source>The decision is saved on this device at once and goes to the hub with the next sync.</source>
        <translation>决定立即保存在本机，下次同步时送往中心。</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>{0}: {1} yuan for {2}. A decision never changes; a later one can stand in its place.</source>
        <translation>{0}：{1} 元，{2}。决定不可更改，只能由以后的决定取代。</translation>
    </message>
    <message>
        <source>{0}: no offer is made. A decision never changes; a later one can stand in its place.</source>
        <translation>{0}：不提供贷款。决定不可更改，只能由以后的决定取代。</translation>
    </message>
    <message>
        <source>Decide: {0}?</source>
        <translation>决定“{0}”？</translation>
    </message>
    <message>
        <source>The decision is saved on this device and waits for the hub</source>
        <translation>决定已保存在本机，等待送往中心</translation>
    </message>
    <message>
        <source>Assess again</source>
        <translation>重新评估</translation>
    </message>
    <message>
        <source>Letter {0} is issued</source>
        <translation>通知书 {0} 已出具</translation>
    </message>
    <message>
        <source>The decision</source>
        <translation>决定</translation>
    </message>
</context>
<context>
    <name>DecisionForm</name>
    <message>
        <source>Not an amount. For example 50,000 or 5万</source>
        <translation>不是金额。例如 50,000 或 5万</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>asked for: {0}</source>
        <translation>申请金额：{0}</translation>
    </message>
    <message>
        <source>Amount (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>Repayment</source>
        <translation>还款方式</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>The decision differs from what is proposed: write down why</source>
        <translation>决定与系统建议不同：请写明理由</translation>
    </message>
    <message>
        <source>Tenor</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
</context>
<context>
    <name>DeskView</name>
    <message>
        <source>Choose an applicant first.</source>
        <translation>请先选择一位申请人。</translation>
    </message>
    <message>
        <source>Applicant file</source>
        <translation>申请档案</translation>
    </message>
</context>
<context>
    <name>DocumentActs</name>
    <message>
        <source>What it allows</source>
        <translation>授权范围</translation>
    </message>
    <message>
        <source>Signed on</source>
        <translation>签署日</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Scan of the paper</source>
        <translation>授权书扫描件</translation>
    </message>
    <message>
        <source>Take down an authorisation</source>
        <translation>登记授权书</translation>
    </message>
    <message>
        <source>The applicant takes the authorisation back from today on</source>
        <translation>申请人自今日起撤回授权</translation>
    </message>
    <message>
        <source>Reason, where one was given</source>
        <translation>撤回原因（如有）</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>Not in order</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>How it was checked</source>
        <translation>核验方式</translation>
    </message>
    <message>
        <source>Scan</source>
        <translation>扫描件</translation>
    </message>
    <message>
        <source>Check: {0}</source>
        <translation>核验：{0}</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名或名称</translation>
    </message>
    <message>
        <source>Identity or registration number</source>
        <translation>身份证号或统一社会信用代码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Add a person or firm</source>
        <translation>登记关系人</translation>
    </message>
    <message>
        <source>Does {0} stand beside the applicant no longer?</source>
        <translation>{0} 不再是关系人？</translation>
    </message>
    <message>
        <source>It ends today. What was recorded before stays in the file.</source>
        <translation>自今日终止，原有记录仍留档。</translation>
    </message>
    <message>
        <source>End</source>
        <translation>终止</translation>
    </message>
    <message>
        <source>Scans (*.pdf *.jpg *.jpeg *.png *.webp)</source>
        <translation>扫描件 (*.pdf *.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
        <source>Add a scan</source>
        <translation>添加扫描件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>添加 {0}</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value (yuan), before any haircut</source>
        <translation>价值（元，折扣前）</translation>
    </message>
    <message>
        <source>Take security</source>
        <translation>登记担保物</translation>
    </message>
    <message>
        <source>Give {0} back?</source>
        <translation>解除担保：{0}？</translation>
    </message>
    <message>
        <source>From today on it secures nothing any more.</source>
        <translation>自今日起不再作担保。</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>It is saved on this device and waits for the hub</source>
        <translation>已保存在本机，待同步</translation>
    </message>
    <message>
        <source>Take down</source>
        <translation>登记</translation>
    </message>
</context>
<context>
    <name>DocumentsPage</name>
    <message>
        <source>Documents</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Authorisations</source>
        <translation>授权</translation>
    </message>
    <message>
        <source>Identity checklist</source>
        <translation>身份核验清单</translation>
    </message>
    <message>
        <source>People around the applicant</source>
        <translation>关系人</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>扫描件</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>担保物</translation>
    </message>
    <message>
        <source>Papers of this file</source>
        <translation>可出具文书</translation>
    </message>
    <message>
        <source>Take authorisation…</source>
        <translation>登记授权…</translation>
    </message>
    <message>
        <source>Add a person or firm…</source>
        <translation>登记关系人…</translation>
    </message>
    <message>
        <source>Add a scan…</source>
        <translation>添加扫描件…</translation>
    </message>
    <message>
        <source>Take security…</source>
        <translation>登记担保物…</translation>
    </message>
    <message>
        <source>Issue</source>
        <translation>出具</translation>
    </message>
    <message>
        <source>Paper to issue</source>
        <translation>要出具的文书</translation>
    </message>
    <message>
        <source>Nobody: add the spouse, guarantor, controller or related firm.</source>
        <translation>尚无关系人：请登记配偶、担保人、实际控制人或关联企业。</translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>No authorisation: without one nothing may be read. Have one signed.</source>
        <translation>没有授权：未经授权不得读取任何数据，请先签署授权书。</translation>
    </message>
    <message>
        <source>Withdrawn {0}</source>
        <translation>{0} 已撤回</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>Not in force</source>
        <translation>未生效或已到期</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>核验…</translation>
    </message>
    <message>
        <source>The lender&apos;s policy asks for no check of this applicant.</source>
        <translation>按本机构政策，该申请人无须核验。</translation>
    </message>
    <message>
        <source>Nobody has checked it yet</source>
        <translation>尚未核验</translation>
    </message>
    <message>
        <source>holds until {0}</source>
        <translation>有效至 {0}</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>自 {0}</translation>
    </message>
    <message>
        <source>End…</source>
        <translation>终止…</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>No scan: add the papers that were shown.</source>
        <translation>没有扫描件：请添加所出示的材料。</translation>
    </message>
    <message>
        <source>valued {0}</source>
        <translation>{0} 估值</translation>
    </message>
    <message>
        <source>Release…</source>
        <translation>解除…</translation>
    </message>
    <message>
        <source>Nothing secures the loan.</source>
        <translation>没有担保物。</translation>
    </message>
    <message>
        <source>The paper is issued: {0}</source>
        <translation>文书已出具：{0}</translation>
    </message>
</context>
<context>
    <name>DropEditor</name>
    <message>
        <source>– choose –</source>
        <translation>— 请选择 —</translation>
    </message>
</context>
<context>
    <name>DueRows</name>
    <message>
        <source>paid</source>
        <translation>已还</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>未到期</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本金</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Late interest and costs</source>
        <translation>罚息及费用</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未还</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>{0}, line {1}</source>
        <translation>{0}（第 {1} 行）</translation>
    </message>
</context>
<context>
    <name>EnrolForm</name>
    <message>
        <source>Enter the address your administrator gave you.</source>
        <translation>请输入管理员提供的地址。</translation>
    </message>
    <message>
        <source>Enter the one-time code.</source>
        <translation>请输入一次性登记码。</translation>
    </message>
    <message>
        <source>At least {n} characters.</source>
        <translation>至少 {n} 个字符。</translation>
    </message>
    <message>
        <source>This is not the same as above.</source>
        <translation>与上面输入的不一致。</translation>
    </message>
    <message>
        <source>Enrol this device</source>
        <translation>登记本机</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>中心地址</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>一次性登记码</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>It opens the files on this device. Nobody can tell it to you again.</source>
        <translation>用它打开本机上的档案。忘记后无人能告诉您。</translation>
    </message>
    <message>
        <source>Passphrase, once more</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>登记</translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>A fault of the program</source>
        <translation>程序故障</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The program made a mistake</source>
        <translation>程序出错了</translation>
    </message>
    <message>
        <source>What you saved is safe. What you just did was not completed; try it again. If it happens again, send this report to your administrator. It holds no applicant&apos;s data.</source>
        <translation>已保存的内容是安全的。刚才的操作没有完成，请再试一次。若再次出错，请把这份报告发给管理员。报告不含申请人的数据。</translation>
    </message>
</context>
<context>
    <name>FileEditor</name>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>taken {0}</source>
        <translation>拍摄于 {0}</translation>
    </message>
    <message>
        <source>with its position</source>
        <translation>含位置</translation>
    </message>
    <message>
        <source>No file yet. Choose one, or drop it here.</source>
        <translation>尚无文件。请选择，或拖放到此处。</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>正在读取 {0}…</translation>
    </message>
</context>
<context>
    <name>FileHeader</name>
    <message>
        <source>Owed or promised</source>
        <translation>敞口合计</translation>
    </message>
    <message>
        <source>Seen up to</source>
        <translation>数据截至</translation>
    </message>
    <message>
        <source>own {0}, related {1}</source>
        <translation>自身 {0}，关联方 {1}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All regions</source>
        <translation>全部地区</translation>
    </message>
    <message>
        <source>All trades</source>
        <translation>全部行业</translation>
    </message>
    <message>
        <source>All campaigns</source>
        <translation>全部批次</translation>
    </message>
    <message>
        <source>All officers</source>
        <translation>全部信贷员</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Search names, places, phones</source>
        <translation>搜索名称、地址、电话</translation>
    </message>
    <message>
        <source>Search the visits</source>
        <translation>搜索走访</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>走访批次</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>信贷员</translation>
    </message>
</context>
<context>
    <name>FinishPage</name>
    <message>
        <source>For this amount or kind of shop two people investigate. Both sign on this device.</source>
        <translation>此金额或店铺类型须双人调查，两人都在本机签名。</translation>
    </message>
    <message>
        <source>Nobody has to come along here. Who did may sign all the same.</source>
        <translation>此处不要求双人调查；有人同行也可签名。</translation>
    </message>
    <message>
        <source>Freezing and signing…</source>
        <translation>正在定稿并签名…</translation>
    </message>
    <message>
        <source>To mend</source>
        <translation>待改</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 项</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>没有缺项。</translation>
    </message>
    <message>
        <source>Contradicts</source>
        <translation>矛盾</translation>
    </message>
    <message>
        <source>No contradiction is open.</source>
        <translation>没有未解释的矛盾。</translation>
    </message>
    <message>
        <source>No authorisation for photos and sound is in force on the day of the visit</source>
        <translation>走访当天没有有效的拍照录音授权</translation>
    </message>
    <message>
        <source>The second investigator has not signed</source>
        <translation>第二调查人尚未签名</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>To the documents</source>
        <translation>到资料页</translation>
    </message>
    <message>
        <source>Sign below</source>
        <translation>在下方签名</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>去解释</translation>
    </message>
    <message>
        <source>Finish the visit</source>
        <translation>结束走访</translation>
    </message>
    <message>
        <source>Once frozen, nothing in it changes any more. What turns out wrong is corrected by another.</source>
        <translation>定稿后内容不再更改；以后发现有误，另做一份更正。</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>尚缺</translation>
    </message>
    <message>
        <source>Open contradictions</source>
        <translation>未解释的矛盾</translation>
    </message>
    <message>
        <source>they do not stop you, but the case is referred</source>
        <translation>不妨碍定稿，但该申请须转审</translation>
    </message>
    <message>
        <source>Second investigator</source>
        <translation>第二调查人</translation>
    </message>
    <message>
        <source>Name of the second investigator</source>
        <translation>第二调查人姓名</translation>
    </message>
    <message>
        <source>Signature of the second investigator</source>
        <translation>第二调查人签名</translation>
    </message>
    <message>
        <source>Somebody came along…</source>
        <translation>有人同行…</translation>
    </message>
    <message>
        <source>Freeze and sign the survey</source>
        <translation>定稿并签名</translation>
    </message>
    <message>
        <source>It then waits on this device for the hub, with its photos.</source>
        <translation>之后连同照片在本机等待送往中心。</translation>
    </message>
</context>
<context>
    <name>FirstRun</name>
    <message>
        <source>Preparing the demo</source>
        <translation>正在准备示范</translation>
    </message>
    <message>
        <source>Enrolling this device</source>
        <translation>正在登记本机</translation>
    </message>
    <message>
        <source>Look at the demo</source>
        <translation>看看示范</translation>
    </message>
    <message>
        <source>Sample sellers on this computer alone: the whole job, without a hub.</source>
        <translation>只在本机上使用示例卖家，不需要中心即可走完全部流程。</translation>
    </message>
    <message>
        <source>Enrol this device</source>
        <translation>登记本机</translation>
    </message>
    <message>
        <source>With the hub&apos;s address and a one-time code from your administrator.</source>
        <translation>需要管理员提供的中心地址和一次性登记码。</translation>
    </message>
</context>
<context>
    <name>ForecastPanel</name>
    <message>
        <source>Sales ahead</source>
        <translation>销售预测</translation>
    </message>
    <message>
        <source>as the models expect</source>
        <translation>按模型预计</translation>
    </message>
    <message>
        <source>The {0} days before</source>
        <translation>此前 {0} 天</translation>
    </message>
    <message>
        <source>measured: {0}; the lower of the two counts for the limit</source>
        <translation>实际流水为 {0}；额度按两者中较低者计</translation>
    </message>
    <message>
        <source>A weak month ahead</source>
        <translation>未来淡月回款</translation>
    </message>
    <message>
        <source>… as the bundle makes it</source>
        <translation>……按模型包原样</translation>
    </message>
    <message>
        <source>The next {0} days, in the middle</source>
        <translation>未来 {0} 天（中位）</translation>
    </message>
    <message>
        <source>from {0} ({1} are lower) to {2} ({3} are higher)</source>
        <translation>{0}（低于此的占 {1}）至 {2}（高于此的占 {3}）</translation>
    </message>
    <message>
        <source>put right by the book&apos;s own past as of {0} ({1} outcomes)</source>
        <translation>已按本机构截至 {0} 的历史校正（{1} 个已知结果）</translation>
    </message>
    <message>
        <source>as the bundle makes it: the book&apos;s own past has put nothing right</source>
        <translation>按模型包原样：本机构的历史尚未作任何校正</translation>
    </message>
    <message>
        <source>as the bundle makes it: what the book knew on {0} counted until {1}</source>
        <translation>按模型包原样：{0} 的校正有效期至 {1}，已过期</translation>
    </message>
    <message>
        <source>as the bundle makes it: what the book knew is of a later day, {0}</source>
        <translation>按模型包原样：校正的日期 {0} 在今天之后</translation>
    </message>
    <message>
        <source>as the bundle makes it: what the book knew on {0} belongs to other models</source>
        <translation>按模型包原样：{0} 的校正属于另一模型包</translation>
    </message>
    <message>
        <source>as the bundle makes it: what the book knew is damaged, or not signed by whom we trust</source>
        <translation>按模型包原样：校正文件已损坏，或未经可信签名</translation>
    </message>
</context>
<context>
    <name>Gate</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色与深色</translation>
    </message>
    <message>
        <source>Loan officer&apos;s workstation</source>
        <translation>信贷员工作站</translation>
    </message>
    <message>
        <source>Works without a network, explains every figure, keeps its papers.</source>
        <translation>没有网络也能工作，每个数字都讲得清，每份文件都留得住。</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>中文</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Switch between Chinese and English</source>
        <translation>切换中文与英文</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Sync: {state}</source>
        <translation>同步：{state}</translation>
    </message>
    <message>
        <source>Officer: {name}</source>
        <translation>信贷员：{name}</translation>
    </message>
    <message>
        <source>Business day: {day}</source>
        <translation>营业日：{day}</translation>
    </message>
    <message>
        <source>Business day</source>
        <translation>营业日</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find a command or an applicant</source>
        <translation>查找命令或申请人</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Is my work safe? Open the sync centre</source>
        <translation>我的工作安全吗？打开同步中心</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Close help</source>
        <translation>关闭帮助</translation>
    </message>
    <message>
        <source>Help on this screen</source>
        <translation>本页帮助</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>{0} rows</source>
        <translation>{0} 行</translation>
    </message>
    <message>
        <source>{0} of {1} rows</source>
        <translation>{1} 行中的 {0} 行</translation>
    </message>
    <message>
        <source>{0} rows copied</source>
        <translation>已复制 {0} 行</translation>
    </message>
    <message>
        <source>The charts are on the clipboard</source>
        <translation>图表已复制到剪贴板</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
    <message>
        <source>Ledgers</source>
        <translation>账本</translation>
    </message>
    <message>
        <source>Charts of the history</source>
        <translation>经营历史图表</translation>
    </message>
    <message>
        <source>No ledger of this applicant</source>
        <translation>该申请人没有账本</translation>
    </message>
    <message>
        <source>Orders, payments, shipments, ratings and invoices would stand here. They come when a source delivers them to the hub and the file is synchronised; a manufacturer may need a visit.</source>
        <translation>订单、收款、发货、评价和发票会显示在此。数据来源送达中心并同步后即可看到；生产型企业可能需要实地走访。</translation>
    </message>
</context>
<context>
    <name>Inviting</name>
    <message>
        <source>A model expects {0} to run short of money within {1} days: {2}, as of {3}.</source>
        <translation>模型预计{0}在 {1} 天内资金见底的概率为 {2}（数据截至 {3}）。</translation>
    </message>
    <message>
        <source>{0}: the rules would lend up to {1} yuan today. It is no commitment.</source>
        <translation>{0}：按今天的规则最多可贷 {1} 元，不构成承诺。</translation>
    </message>
    <message>
        <source>Invite to borrow</source>
        <translation>邀请借款</translation>
    </message>
    <message>
        <source>Record the invitation</source>
        <translation>记录邀请</translation>
    </message>
    <message>
        <source>Amount (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>How the seller was told</source>
        <translation>告知方式</translation>
    </message>
    <message>
        <source>What came of the invitation?</source>
        <translation>邀请结果如何？</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>{0}: what is taken or refused leaves the list, and the next model learns from it.</source>
        <translation>{0}：接受或拒绝后从列表中移出，供下一个模型学习。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>经过</translation>
    </message>
</context>
<context>
    <name>KnownLoans</name>
    <message>
        <source>Loans known by their record</source>
        <translation>仅有记录的贷款</translation>
    </message>
    <message>
        <source>drawn elsewhere; they have no account here</source>
        <translation>在别处放款，本机无账户</translation>
    </message>
    <message>
        <source>{0} days past due</source>
        <translation>逾期 {0} 天</translation>
    </message>
    <message>
        <source>Drawn {0}, due {1}</source>
        <translation>{0} 放款，{1} 到期</translation>
    </message>
    <message>
        <source>principal {0}</source>
        <translation>本金 {0}</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>Provisional</source>
        <translation>暂定</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>正式</translation>
    </message>
    <message>
        <source>Superseded</source>
        <translation>已被取代</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>On hold</source>
        <translation>暂停效力</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>签发时间</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>LettersScreen</name>
    <message>
        <source>Letters</source>
        <translation>通知书</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>另存</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Save the letter</source>
        <translation>保存通知书</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>{n} of {total} letters chosen</source>
        <translation>已选 {n} / {total} 份</translation>
    </message>
    <message>
        <source>Letters on this device: {n}</source>
        <translation>本机文书：{n} 份</translation>
    </message>
    <message>
        <source>Sent to the printer. Pages: {n}.</source>
        <translation>已送往打印机，共 {n} 页。</translation>
    </message>
    <message>
        <source>Verify a paper</source>
        <translation>核验文件</translation>
    </message>
    <message>
        <source>The code</source>
        <translation>验证码</translation>
    </message>
    <message>
        <source>{file} is genuine: letter {number} to {name}.</source>
        <translation>{file} 是真的：致 {name} 的通知书 {number}。</translation>
    </message>
    <message>
        <source>It is void: {0}</source>
        <translation>该文书已作废：{0}</translation>
    </message>
    <message>
        <source>It is on hold: its decision is contested.</source>
        <translation>该通知书暂停效力：其决定存在冲突。</translation>
    </message>
    <message>
        <source>Letter {0} took its place.</source>
        <translation>已由 {0} 取代。</translation>
    </message>
    <message>
        <source>The hub has not confirmed its decision yet.</source>
        <translation>中心尚未确认其决定。</translation>
    </message>
    <message>
        <source>Signed by workstation {name} of {officer}.</source>
        <translation>由 {officer} 的工作站 {name} 签名。</translation>
    </message>
    <message>
        <source>Its signature is of {name}, whom the hub has not named here.</source>
        <translation>其签名来自 {name}，中心尚未在本机登记该签名者。</translation>
    </message>
    <message>
        <source>Its electronic signature does not fit the file.</source>
        <translation>电子签名与文件不符。</translation>
    </message>
    <message>
        <source>It was signed after workstation {name} of {officer} was locked out.</source>
        <translation>签名时 {officer} 的工作站 {name} 已被停用。</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Verify a code</source>
        <translation>核验验证码</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Archive of letters</source>
        <translation>通知书存档</translation>
    </message>
    <message>
        <source>No letters yet</source>
        <translation>还没有通知书</translation>
    </message>
    <message>
        <source>Approve a request, then issue its letter: it is kept here, byte for byte.</source>
        <translation>批准申请并出具通知书后，原件会逐字节保存在这里。</translation>
    </message>
    <message>
        <source>Go to the worklist</source>
        <translation>前往工作清单</translation>
    </message>
</context>
<context>
    <name>LoanChanges</name>
    <message>
        <source>Statement…</source>
        <translation>对账单…</translation>
    </message>
    <message>
        <source>Issue and print a statement of account</source>
        <translation>出具并打印对账单</translation>
    </message>
    <message>
        <source>Prepay a part…</source>
        <translation>部分提前还款…</translation>
    </message>
    <message>
        <source>New schedule…</source>
        <translation>变更还款计划…</translation>
    </message>
    <message>
        <source>Recovery cost…</source>
        <translation>追偿费用…</translation>
    </message>
    <message>
        <source>Write off…</source>
        <translation>核销…</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>结清销户…</translation>
    </message>
    <message>
        <source>. </source>
        <translation>。</translation>
    </message>
    <message>
        <source>Statement of account</source>
        <translation>对账单</translation>
    </message>
    <message>
        <source>Issue and print…</source>
        <translation>出具并打印…</translation>
    </message>
    <message>
        <source>From the draw on {0} to today. It gets a number and stays in the archive.</source>
        <translation>自 {0} 放款至今日。对账单编号存档。</translation>
    </message>
    <message>
        <source>The statement is in the archive.</source>
        <translation>对账单已存档。</translation>
    </message>
    <message>
        <source>{0} yuan are held. Interest to today and the fee for paying early come off them too. The due days stay, and what falls due on them shrinks.</source>
        <translation>账上留存 {0} 元，其中还须扣除至今日的利息和提前还款手续费。还款日不变，以后各期金额减少。</translation>
    </message>
    <message>
        <source>Prepay a part of the principal</source>
        <translation>部分提前还本</translation>
    </message>
    <message>
        <source>Prepay</source>
        <translation>提前还款</translation>
    </message>
    <message>
        <source>Principal (yuan)</source>
        <translation>本金（元）</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Enter a whole number of months.</source>
        <translation>请填写整月数。</translation>
    </message>
    <message>
        <source>The principal of {0} yuan goes on a new schedule from today. Days past due and class stay.</source>
        <translation>本金 {0} 元自今日起按新计划偿还。逾期天数和分类不变。</translation>
    </message>
    <message>
        <source>Put the loan on a new schedule</source>
        <translation>变更还款计划</translation>
    </message>
    <message>
        <source>Reschedule</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Months from today</source>
        <translation>自今日起的月数</translation>
    </message>
    <message>
        <source>Charge a cost of recovery</source>
        <translation>登记追偿费用</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>The borrower owes it from today, with the instalments.</source>
        <translation>自今日起由借款人随各期承担。</translation>
    </message>
    <message>
        <source>Amount (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>{0} yuan of principal leave the running book. The debt goes on and is still collected. This cannot be undone once the hub has it.</source>
        <translation>本金 {0} 元转出正常账册。债务仍在，继续追收。中心收到后不能撤销。</translation>
    </message>
    <message>
        <source>Write the loan off</source>
        <translation>核销贷款</translation>
    </message>
    <message>
        <source>Write off</source>
        <translation>核销</translation>
    </message>
    <message>
        <source>It was settled on {0}. What secured it is free again, and nothing more is drawn on it.</source>
        <translation>已于 {0} 结清。其担保物即予解除，此后不再放款。</translation>
    </message>
    <message>
        <source>Close the loan</source>
        <translation>贷款结清销户</translation>
    </message>
    <message>
        <source>Pages sent to the printer: {0}</source>
        <translation>已送往打印机：{0} 页</translation>
    </message>
</context>
<context>
    <name>LoanForms</name>
    <message>
        <source>Met</source>
        <translation>已落实</translation>
    </message>
    <message>
        <source>Not met</source>
        <translation>未落实</translation>
    </message>
    <message>
        <source>Check a condition</source>
        <translation>核实放款条件</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>How it was found</source>
        <translation>核实方式</translation>
    </message>
    <message>
        <source>Up to {0} yuan can be drawn. The schedule becomes definitive today.</source>
        <translation>最多可支用 {0} 元。还款计划自今日起确定。</translation>
    </message>
    <message>
        <source>The offer held until {0}. Decide on it anew.</source>
        <translation>授信有效期至 {0}，已过期。请重新作出决定。</translation>
    </message>
    <message>
        <source>Not met yet: {0}</source>
        <translation>尚未落实：{0}</translation>
    </message>
    <message>
        <source>The decision is not firm yet. Synchronise first.</source>
        <translation>决定尚未生效，请先同步。</translation>
    </message>
    <message>
        <source>Draw the loan</source>
        <translation>放款</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>放款</translation>
    </message>
    <message>
        <source>Amount (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>Take a promise to pay</source>
        <translation>登记还款承诺</translation>
    </message>
    <message>
        <source>Promised for</source>
        <translation>承诺还款日</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>With whom</source>
        <translation>联系对象</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Log a contact</source>
        <translation>登记联系</translation>
    </message>
    <message>
        <source>As agreed</source>
        <translation>符合约定</translation>
    </message>
    <message>
        <source>Not as agreed</source>
        <translation>不符合约定</translation>
    </message>
    <message>
        <source>Check the use of the money</source>
        <translation>检查资金用途</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>检查情况</translation>
    </message>
    <message>
        <source>A claim lowers nothing: only a row of the bank&apos;s or the platform&apos;s ledger does.</source>
        <translation>还款声明不减少欠款，只有银行或支付平台的流水才会减少。</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>付款日</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Note a payment claimed</source>
        <translation>登记还款声明</translation>
    </message>
</context>
<context>
    <name>LoanWarning</name>
    <message>
        <source>A model expects this loan to get worse by {0}: {1}</source>
        <translation>模型预计该贷款在 {0} 前恶化的概率：{1}</translation>
    </message>
    <message>
        <source>What speaks for it: {0}</source>
        <translation>主要依据：{0}</translation>
    </message>
</context>
<context>
    <name>LoansPage</name>
    <message>
        <source>Loan</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Draw…</source>
        <translation>放款…</translation>
    </message>
    <message>
        <source>Loans of the file</source>
        <translation>档案中的贷款</translation>
    </message>
    <message>
        <source>Schedule of the loan</source>
        <translation>还款计划</translation>
    </message>
    <message>
        <source>Orders that the loan rests on</source>
        <translation>贷款所依据的订单</translation>
    </message>
    <message>
        <source>No loan yet</source>
        <translation>尚无贷款</translation>
    </message>
    <message>
        <source>A loan comes to be when a request is approved, its conditions are met and it is drawn here.</source>
        <translation>申请获批、放款条件落实并在此放款后，即形成贷款。</translation>
    </message>
    <message>
        <source>To the decision</source>
        <translation>前往决定</translation>
    </message>
    <message>
        <source>approved, not drawn</source>
        <translation>已批准，未放款</translation>
    </message>
    <message>
        <source>drawn {0}</source>
        <translation>{0} 放款</translation>
    </message>
    <message>
        <source>settled {0}</source>
        <translation>{0} 结清</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>截至 {0}</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>bucket {0}</source>
        <translation>逾期区间 {0}</translation>
    </message>
    <message>
        <source>with {0} for paying early</source>
        <translation>含提前还款手续费 {0}</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本金</translation>
    </message>
    <message>
        <source>Interest due</source>
        <translation>应还利息</translation>
    </message>
    <message>
        <source>Late interest</source>
        <translation>罚息</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Settles it today</source>
        <translation>今日结清金额</translation>
    </message>
    <message>
        <source>Days past due</source>
        <translation>逾期天数</translation>
    </message>
    <message>
        <source>Can be drawn</source>
        <translation>可支用</translation>
    </message>
    <message>
        <source>Everything is drawn.</source>
        <translation>额度已全部支用。</translation>
    </message>
    <message>
        <source>There is nothing to lend on.</source>
        <translation>目前没有可用作依据的订单或单据。</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>有效期至 {0}</translation>
    </message>
    <message>
        <source>{0} of {1} met</source>
        <translation>{1} 项中 {0} 项已落实</translation>
    </message>
    <message>
        <source>the offer holds until {0}</source>
        <translation>授信有效期至 {0}</translation>
    </message>
    <message>
        <source>Conditions of the draw</source>
        <translation>放款条件</translation>
    </message>
    <message>
        <source>The product has no conditions.</source>
        <translation>该产品没有放款条件。</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未核实</translation>
    </message>
    <message>
        <source>met</source>
        <translation>已落实</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>未落实</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>核实…</translation>
    </message>
    <message>
        <source>Check: {0}</source>
        <translation>核实：{0}</translation>
    </message>
</context>
<context>
    <name>LoopRow</name>
    <message>
        <source>Loop closed</source>
        <translation>闭环已形成</translation>
    </message>
    <message>
        <source>Loop open</source>
        <translation>闭环未形成</translation>
    </message>
    <message>
        <source>{0} of {1} links evidenced</source>
        <translation>{1} 个环节中 {0} 个有凭据</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Loan officer&apos;s workstation</source>
        <translation>信贷员工作站</translation>
    </message>
</context>
<context>
    <name>ManyPapers</name>
    <message>
        <source>Save the letters into a folder</source>
        <translation>将文书存入文件夹</translation>
    </message>
    <message>
        <source>Saved into {folder}: {n} letters</source>
        <translation>已存入 {folder}：{n} 份</translation>
    </message>
    <message>
        <source>Not saved: {0}</source>
        <translation>未存入：{0}</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>{n} letters</source>
        <translation>{n} 份文书</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>Sent to the printer: {n} letters</source>
        <translation>已送打印：{n} 份</translation>
    </message>
    <message>
        <source>Not printed: {0}</source>
        <translation>未打印：{0}</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Put this message away</source>
        <translation>收起此消息</translation>
    </message>
</context>
<context>
    <name>MissingPanel</name>
    <message>
        <source>Missing evidence</source>
        <translation>缺失的资料</translation>
    </message>
    <message>
        <source>missing is never counted as nought</source>
        <translation>缺失不等于零</translation>
    </message>
    <message>
        <source>To get it: {0}</source>
        <translation>取得方式：{0}</translation>
    </message>
    <message>
        <source>{0} – no record of: {1}</source>
        <translation>{0} – 无记录：{1}</translation>
    </message>
    <message>
        <source>No points: the model that decides reads nothing of it; coverage and limit do.</source>
        <translation>未列分值的：决定所依据的模型不读取此项；它影响资料覆盖与额度。</translation>
    </message>
    <message>
        <source>Nothing is missing: every domain has records.</source>
        <translation>没有缺失：每一类都有记录。</translation>
    </message>
    <message>
        <source>{0} points</source>
        <translation>{0} 分</translation>
    </message>
    <message>
        <source>With what sellers who have it usually have; {0} with the weakest tenth&apos;s, {1} with the strongest&apos;s.</source>
        <translation>按有此记录的卖家的中位水平计；最弱一成 {0}，最强一成 {1}。</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>decides</source>
        <translation>用于决策</translation>
    </message>
    <message>
        <source>Contributions of {0}</source>
        <translation>{0}的各项贡献</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>Base: the average of all sellers</source>
        <translation>基准：全部卖家的平均</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>All others together</source>
        <translation>其余各项合计</translation>
    </message>
</context>
<context>
    <name>ModelsPanel</name>
    <message>
        <source>{0} do not apply, and why</source>
        <translation>{0} 个不适用，及其原因</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>{0} of {1} apply</source>
        <translation>{1} 个中 {0} 个适用</translation>
    </message>
    <message>
        <source>Models {0}-{1} ({2}), rules {3}</source>
        <translation>模型 {0}-{1}（{2}），规则 {3}</translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation>数据截至 {0}</translation>
    </message>
    <message>
        <source>{0} ms (features, models, rules)</source>
        <translation>{0} 毫秒（特征、模型、规则）</translation>
    </message>
</context>
<context>
    <name>MomentEditor</name>
    <message>
        <source>Time of day</source>
        <translation>时刻</translation>
    </message>
</context>
<context>
    <name>Monitor</name>
    <message>
        <source>Steady</source>
        <translation>平稳</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>已漂移</translation>
    </message>
    <message>
        <source>As said</source>
        <translation>相符</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>As proposed</source>
        <translation>按建议</translation>
    </message>
    <message>
        <source>More generous than proposed</source>
        <translation>宽于建议</translation>
    </message>
    <message>
        <source>Harsher than proposed</source>
        <translation>严于建议</translation>
    </message>
    <message>
        <source>all figures together</source>
        <translation>全部指标合看</translation>
    </message>
    <message>
        <source>the figure that moved most</source>
        <translation>变动最大的指标</translation>
    </message>
    <message>
        <source>the mean score</source>
        <translation>平均评分</translation>
    </message>
    <message>
        <source>early arrears</source>
        <translation>早期逾期</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>全部指标</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>变动最大</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Early arrears</source>
        <translation>早期逾期</translation>
    </message>
    <message>
        <source>{0}, expected {1}</source>
        <translation>{0}，预期 {1}</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>报警</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>平静</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Late within 90 days</source>
        <translation>90 天内逾期</translation>
    </message>
    <message>
        <source>Gathered</source>
        <translation>累积证据</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>PSI</source>
        <translation>PSI</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>临界值</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>贷款</translation>
    </message>
    <message>
        <source>Bad</source>
        <translation>违约</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>所言</translation>
    </message>
    <message>
        <source>Came</source>
        <translation>所见</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>All loans</source>
        <translation>全部贷款</translation>
    </message>
    <message>
        <source>Grade {0}</source>
        <translation>等级 {0}</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>笔数</translation>
    </message>
    <message>
        <source>Loans with outcome</source>
        <translation>有结果的贷款</translation>
    </message>
    <message>
        <source>Of them bad</source>
        <translation>其中违约</translation>
    </message>
    <message>
        <source>Drawn in</source>
        <translation>放款季度</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 个月</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6 个月</translation>
    </message>
    <message>
        <source>9 months</source>
        <translation>9 个月</translation>
    </message>
    <message>
        <source>Months seen</source>
        <translation>已观察月数</translation>
    </message>
    <message>
        <source>Bad so far</source>
        <translation>目前违约</translation>
    </message>
    <message>
        <source>Reason against</source>
        <translation>不利理由</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>此前</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Short within {0} days</source>
        <translation>{0} 天内缺钱</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Sellers</source>
        <translation>卖家</translation>
    </message>
    <message>
        <source>In the list</source>
        <translation>在清单中</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>已邀请</translation>
    </message>
    <message>
        <source>Want to borrow</source>
        <translation>愿意申请</translation>
    </message>
    <message>
        <source>{n} decisions of {first} to {last} against those for whom the models were trained</source>
        <translation>{first} 至 {last} 的 {n} 项决定，与模型训练时的申请人相比</translation>
    </message>
    <message>
        <source>{n} decisions of {first} to {last}; nothing earlier to hold them against</source>
        <translation>{first} 至 {last} 的 {n} 个决定；此前没有可对比的决定</translation>
    </message>
    <message>
        <source>{n} decisions of {first} to {last} against {m} of {a} to {b}</source>
        <translation>{first} 至 {last} 的 {n} 个决定，对比 {a} 至 {b} 的 {m} 个</translation>
    </message>
    <message>
        <source>Waits for {least} decisions in the time watched and as many before it: {n} and {m} are here.</source>
        <translation>观察期内与此前各需 {least} 个决定：现有 {n} 个和 {m} 个。</translation>
    </message>
    <message>
        <source>Those that are here are enough before it from {day} on.</source>
        <translation>现有决定自 {day} 起足够作为此前的对比。</translation>
    </message>
    <message>
        <source>Waits for loans: none was drawn yet. After a year it shows how one fared.</source>
        <translation>等待贷款：尚未放款。放款满一年后可见结果。</translation>
    </message>
    <message>
        <source>Waits until the first loan has had its year, on {day}.</source>
        <translation>等待首笔贷款满一年：{day}。</translation>
    </message>
    <message>
        <source>Waits for loans: a curve begins a month after a quarter&apos;s last draw.</source>
        <translation>等待贷款：每季最后一笔放款满一个月后开始有曲线。</translation>
    </message>
    <message>
        <source>Waits until each loan of a quarter is a month old: {day} at the earliest.</source>
        <translation>等待某季每笔贷款满一个月：最早 {day}。</translation>
    </message>
</context>
<context>
    <name>MonitorScreen</name>
    <message>
        <source>Monitor</source>
        <translation>监测</translation>
    </message>
    <message>
        <source>Too early to say</source>
        <translation>为时尚早，无从判断</translation>
    </message>
    <message>
        <source>Nothing to watch yet</source>
        <translation>尚无可监测的内容</translation>
    </message>
    <message>
        <source>Decisions, loans and what models foresee of the files here are summed up on this page.</source>
        <translation>本页汇总本机档案的决定、贷款以及模型的预见。</translation>
    </message>
    <message>
        <source>To the worklist</source>
        <translation>前往工作清单</translation>
    </message>
    <message>
        <source>Nothing asks for a look</source>
        <translation>没有需要留意之处</translation>
    </message>
    <message>
        <source>Nothing was decided yet</source>
        <translation>尚未作出任何决定</translation>
    </message>
    <message>
        <source>How decisions and loans fare stands here once some are made.</source>
        <translation>作出决定后，这里显示决定与贷款的表现。</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>征兆</translation>
    </message>
    <message>
        <source>No decision of this time names a reason against.</source>
        <translation>这段时间没有决定列出不利理由。</translation>
    </message>
    <message>
        <source>Alarm: {0}</source>
        <translation>报警：{0}</translation>
    </message>
    <message>
        <source>Drifted: {0}</source>
        <translation>已漂移：{0}</translation>
    </message>
    <message>
        <source>Not as said: {0}</source>
        <translation>与所言不符：{0}</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>{0} in 100 ({1} – {2})</source>
        <translation>每百笔 {0}（{1} – {2}）</translation>
    </message>
    <message>
        <source>complaints: {0}</source>
        <translation>投诉：{0}</translation>
    </message>
    <message>
        <source>reference {0}</source>
        <translation>参考值 {0}</translation>
    </message>
    <message>
        <source>{0} of the funding budget</source>
        <translation>占资金预算 {0}</translation>
    </message>
    <message>
        <source>of {0} requests</source>
        <translation>共 {0} 个申请</translation>
    </message>
    <message>
        <source>Customers lent to</source>
        <translation>获贷客户</translation>
    </message>
    <message>
        <source>Average amount</source>
        <translation>户均金额</translation>
    </message>
    <message>
        <source>Yuan a request</source>
        <translation>每笔申请成本（元）</translation>
    </message>
    <message>
        <source>Days until a decision</source>
        <translation>决定所需天数</translation>
    </message>
    <message>
        <source>visits: {0}</source>
        <translation>走访：{0}</translation>
    </message>
    <message>
        <source>Documents asked for</source>
        <translation>所要材料</translation>
    </message>
    <message>
        <source>default rate of loans a year old</source>
        <translation>已满一年的贷款的违约率</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>how often chance looks so; each quarter beside rows of its own, looked at once: falsely loud once in {0} at worst</source>
        <translation>纯属偶然的概率；逐季累积，各季自有对照且只看一次时，至多平均每 {0} 季误报一次</translation>
    </message>
    <message>
        <source>population stability index, and the value it stays below without a shift</source>
        <translation>群体稳定性指数，以及无漂移时不会超过的临界值</translation>
    </message>
    <message>
        <source>What was said and what came</source>
        <translation>所言与所见</translation>
    </message>
    <message>
        <source>Vintages</source>
        <translation>账龄曲线</translation>
    </message>
    <message>
        <source>share gone bad by months on the books, by quarter of the draw</source>
        <translation>按放款季度，各账龄月的违约比例</translation>
    </message>
    <message>
        <source>Overrides</source>
        <translation>推翻建议</translation>
    </message>
    <message>
        <source>and how they fared</source>
        <translation>及其后来的表现</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>share of decisions that name them</source>
        <translation>列出该理由的决定占比</translation>
    </message>
    <message>
        <source>Dot: what was said. Cross-bar: what came, on the line of its 95 % interval. By grade.</source>
        <translation>圆点：所言。横杠：所见，竖线为其 95% 区间。按等级。</translation>
    </message>
    <message>
        <source>Who was declined has no outcome and none is inferred: all this speaks of loans alone.</source>
        <translation>被拒绝者没有结果，也不作推测：以上只就贷款而言。</translation>
    </message>
    <message>
        <source>The table below holds the same figures.</source>
        <translation>下方表格有同样的数字。</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
</context>
<context>
    <name>OfferPanel</name>
    <message>
        <source>Schedule</source>
        <translation>还款计划</translation>
    </message>
    <message>
        <source>Yearly rate</source>
        <translation>年利率</translation>
    </message>
    <message>
        <source>and the principal at the end</source>
        <translation>到期还本</translation>
    </message>
    <message>
        <source>{0} times</source>
        <translation>共 {0} 期</translation>
    </message>
    <message>
        <source>Instalment</source>
        <translation>每期还款</translation>
    </message>
    <message>
        <source>fees {0}</source>
        <translation>费用 {0}</translation>
    </message>
    <message>
        <source>Total interest</source>
        <translation>利息合计</translation>
    </message>
    <message>
        <source>effective {0}%</source>
        <translation>实际年化 {0}%</translation>
    </message>
    <message>
        <source>All-in cost a year</source>
        <translation>综合融资成本</translation>
    </message>
    <message>
        <source>about {0} a day</source>
        <translation>每日约 {0}</translation>
    </message>
    <message>
        <source>Share of each day&apos;s sales</source>
        <translation>每日销售额的还款比例</translation>
    </message>
    <message>
        <source>repaid in about {0} days</source>
        <translation>约 {0} 日还清</translation>
    </message>
    <message>
        <source>Fixed fee</source>
        <translation>固定费用</translation>
    </message>
    <message>
        <source>nominal</source>
        <translation>名义年化</translation>
    </message>
    <message>
        <source>effective</source>
        <translation>实际年化</translation>
    </message>
    <message>
        <source>{0} {1}% of at most {2}%</source>
        <translation>{0} {1}%，上限 {2}%</translation>
    </message>
    <message>
        <source>drawn on {0}, {1} in all</source>
        <translation>{0} 放款，共还 {1}</translation>
    </message>
    <message>
        <source>holidays of {0} are not announced yet: due days may move</source>
        <translation>{0} 年放假安排尚未公布，还款日可能调整</translation>
    </message>
</context>
<context>
    <name>OrderRows</name>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Lent on it</source>
        <translation>放款金额</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Take down a request…</source>
        <translation>登记申请…</translation>
    </message>
    <message>
        <source>Overview of the file</source>
        <translation>档案概览</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>关键指标</translation>
    </message>
    <message>
        <source>as of {0}</source>
        <translation>截至 {0}</translation>
    </message>
    <message>
        <source>No authorisation to read shop and trade records is in force, so none was read.</source>
        <translation>没有有效的经营数据读取授权，因此未作读取。</translation>
    </message>
    <message>
        <source>No ledger has come for this applicant yet. Sales, orders or invoices appear here once a source delivers them, or after a visit.</source>
        <translation>尚未收到该申请人的账本。数据来源送达或实地走访后，销售、订单或发票会显示在此。</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>资料覆盖</translation>
    </message>
    <message>
        <source>{0} of {1} domains</source>
        <translation>{1} 类中 {0} 类</translation>
    </message>
    <message>
        <source>Latest request</source>
        <translation>最近申请</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>Nothing has been asked for. Take down amount, tenor and purpose first.</source>
        <translation>尚无申请。请先登记金额、期限和用途。</translation>
    </message>
    <message>
        <source>Decisions so far</source>
        <translation>历次决定</translation>
    </message>
    <message>
        <source>waiting for the hub</source>
        <translation>等待送往中心</translation>
    </message>
    <message>
        <source>No decision yet. The tab Decide makes one.</source>
        <translation>尚无决定。请在“决策”页作出。</translation>
    </message>
    <message>
        <source>Shops</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>open since {0}</source>
        <translation>{0} 开业</translation>
    </message>
    <message>
        <source>No shop is known. A manufacturer may have none; a visit tells.</source>
        <translation>没有店铺记录。生产型企业可能没有店铺，走访可知。</translation>
    </message>
    <message>
        <source>owed or promised {0}</source>
        <translation>敞口合计 {0}</translation>
    </message>
    <message>
        <source>Loans and exposure</source>
        <translation>贷款与敞口</translation>
    </message>
    <message>
        <source>Related: {0}</source>
        <translation>关联方：{0}</translation>
    </message>
    <message>
        <source>No loan is known. Loans elsewhere show in a bureau report.</source>
        <translation>没有贷款记录。在别处的贷款见征信报告。</translation>
    </message>
    <message>
        <source>{0} days past due</source>
        <translation>逾期 {0} 天</translation>
    </message>
    <message>
        <source>{0} to {1}, principal {2}</source>
        <translation>{0} 至 {1}，本金 {2}</translation>
    </message>
    <message>
        <source>Authorisations</source>
        <translation>授权书</translation>
    </message>
    <message>
        <source>withdrawn {0}</source>
        <translation>{0} 撤回</translation>
    </message>
    <message>
        <source>expired {0}</source>
        <translation>{0} 到期</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>有效至 {0}</translation>
    </message>
    <message>
        <source>signed {0}</source>
        <translation>{0} 签署</translation>
    </message>
    <message>
        <source>No authorisation: without one nothing may be read. Have one signed.</source>
        <translation>没有授权书：无授权不得读取任何数据。请先签署。</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Nothing of this applicant is read</source>
        <translation>不读取该申请人的任何经营数据</translation>
    </message>
    <message>
        <source>No authorisation to read shop and trade records is in force: none was signed, it has run out, or it was taken back. A request can only be declined. Have one signed and take it down among the documents.</source>
        <translation>没有有效的数据读取授权：未签署、已过期或已撤回。此时对申请只能作出拒绝决定。请重新签署授权书，并在“资料”页登记。</translation>
    </message>
    <message>
        <source>To the documents</source>
        <translation>前往资料页</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取档案…</translation>
    </message>
    <message>
        <source>Take down a request…</source>
        <translation>登记申请…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Type a command, a name, a number, a phone&apos;s last digits…</source>
        <translation>输入命令、姓名、编号或电话尾号…</translation>
    </message>
    <message>
        <source>Find a command or an applicant</source>
        <translation>查找命令或申请人</translation>
    </message>
    <message>
        <source>Commands and applicants found</source>
        <translation>找到的命令与申请人</translation>
    </message>
</context>
<context>
    <name>PaperSide</name>
    <message>
        <source>Save the letter</source>
        <translation>保存通知书</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
    <message>
        <source>{0} pages sent to the printer</source>
        <translation>已将 {0} 页送往打印机</translation>
    </message>
    <message>
        <source>Letter {0}</source>
        <translation>通知书 {0}</translation>
    </message>
    <message>
        <source>The letter as it will print</source>
        <translation>通知书（打印样式）</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>No letter</source>
        <translation>没有通知书</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>Page {number} of {total}</source>
        <translation>第 {number} 页，共 {total} 页</translation>
    </message>
    <message>
        <source>Paper as it prints</source>
        <translation>打印效果</translation>
    </message>
</context>
<context>
    <name>PhotoEditor</name>
    <message>
        <source>Choose a photo…</source>
        <translation>选择照片…</translation>
    </message>
    <message>
        <source>From a camera card…</source>
        <translation>从相机卡读取…</translation>
    </message>
    <message>
        <source>No photo yet. Choose one, take it from a card, or drop it here.</source>
        <translation>尚无照片。请选择、从相机卡读取，或拖放到此处。</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>照片 ({0})</translation>
    </message>
    <message>
        <source>No camera card is plugged in</source>
        <translation>没有插入相机卡</translation>
    </message>
    <message>
        <source>Put one in, or choose a file.</source>
        <translation>请插入相机卡，或选择文件。</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This file is no picture that can be shown.</source>
        <translation>此文件不是可以显示的图片。</translation>
    </message>
</context>
<context>
    <name>PlaceForm</name>
    <message>
        <source>{name}: noted on this device; it waits for the hub</source>
        <translation>{name}：已记在本机，等待发送到中心</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>As 31.2304, 121.4737</source>
        <translation>如 31.2304, 121.4737</translation>
    </message>
    <message>
        <source>Opening hours</source>
        <translation>营业时间</translation>
    </message>
    <message>
        <source>As 1-5 9:00-18:00; 6 10:00-16:00</source>
        <translation>如 1-5 9:00-18:00; 6 10:00-16:00</translation>
    </message>
    <message>
        <source>Note the place</source>
        <translation>记下位置</translation>
    </message>
    <message>
        <source>Where is {name}?</source>
        <translation>{name} 在哪里？</translation>
    </message>
</context>
<context>
    <name>PlanForm</name>
    <message>
        <source>You leave from</source>
        <translation>出发地点</translation>
    </message>
    <message>
        <source>Its position</source>
        <translation>出发位置</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Leave at</source>
        <translation>出发时间</translation>
    </message>
    <message>
        <source>Minutes a visit</source>
        <translation>每户用时（分钟）</translation>
    </message>
    <message>
        <source>km/h, lights included</source>
        <translation>车速（公里/时，含等灯）</translation>
    </message>
    <message>
        <source>Latitude, then longitude: 31.2304, 121.4737</source>
        <translation>先纬度后经度：31.2304, 121.4737</translation>
    </message>
    <message>
        <source>Like 09:00</source>
        <translation>如 09:00</translation>
    </message>
</context>
<context>
    <name>PlanPicture</name>
    <message>
        <source>Plan of the day, to scale, north is up</source>
        <translation>当日路线图，按比例，上方为北</translation>
    </message>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
</context>
<context>
    <name>PointsEditor</name>
    <message>
        <source>One corner a line: 31.2304, 121.4737. The area closes by itself.</source>
        <translation>每行一个角点：31.2304, 121.4737。区域自动闭合。</translation>
    </message>
    <message>
        <source>One point a line: 31.2304, 121.4737</source>
        <translation>每行一个点：31.2304, 121.4737</translation>
    </message>
</context>
<context>
    <name>PositionEditor</name>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>From a receiver…</source>
        <translation>从定位器读取…</translation>
    </message>
    <message>
        <source>From a photo…</source>
        <translation>从照片读取…</translation>
    </message>
    <message>
        <source>± {0} m</source>
        <translation>± {0} 米</translation>
    </message>
    <message>
        <source>No receiver is plugged in</source>
        <translation>没有插入定位器</translation>
    </message>
    <message>
        <source>Type the position, or take a photo&apos;s.</source>
        <translation>请输入位置，或使用照片中的位置。</translation>
    </message>
    <message>
        <source>Waiting for the receiver at {0}…</source>
        <translation>正在等待定位器 {0}…</translation>
    </message>
    <message>
        <source>Photos ({0})</source>
        <translation>照片 ({0})</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Nothing chosen</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Choose a row to see the file at a glance.</source>
        <translation>选择一行，即可看到档案摘要。</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>Record the answer</source>
        <translation>记录答复</translation>
    </message>
    <message>
        <source>Invite to borrow</source>
        <translation>邀请借款</translation>
    </message>
    <message>
        <source>No decision yet</source>
        <translation>尚未决定</translation>
    </message>
    <message>
        <source>over {n} months</source>
        <translation>期限 {n} 个月</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>申请金额</translation>
    </message>
    <message>
        <source>Days late: {n}</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>Last note {when}</source>
        <translation>最近备注 {when}</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>敞口</translation>
    </message>
</context>
<context>
    <name>PriceLine</name>
    <message>
        <source>floor {0}</source>
        <translation>底价 {0}</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>ProposalPanel</name>
    <message>
        <source>Decide…</source>
        <translation>作出决定…</translation>
    </message>
    <message>
        <source>No model has the evidence it needs</source>
        <translation>没有模型具备所需资料</translation>
    </message>
    <message>
        <source>Grade and probability of default</source>
        <translation>等级与违约概率</translation>
    </message>
    <message>
        <source>nothing can be offered</source>
        <translation>不能提供</translation>
    </message>
    <message>
        <source>Yearly rate</source>
        <translation>年利率</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>每期还款</translation>
    </message>
    <message>
        <source>all-in {0}% a year</source>
        <translation>综合成本年化 {0}%</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>额度</translation>
    </message>
    <message>
        <source>not reckoned: a rule decided first</source>
        <translation>未计算：已由规则决定</translation>
    </message>
    <message>
        <source>not reckoned: evidence is missing</source>
        <translation>未计算：资料缺失</translation>
    </message>
    <message>
        <source>bound by: {0}</source>
        <translation>受限于：{0}</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QuestionBox</name>
    <message>
        <source>must be answered</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>Problem: {0}</source>
        <translation>有误：{0}</translation>
    </message>
    <message>
        <source>More on: {0}</source>
        <translation>说明：{0}</translation>
    </message>
    <message>
        <source>Goes with it, beside the form: {0}</source>
        <translation>附于表单旁：{0}</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>RangeTools</name>
    <message>
        <source>{0} weeks</source>
        <translation>{0} 周</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>From</source>
        <translation>自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>至</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} 天</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Copy or save</source>
        <translation>复制或保存</translation>
    </message>
    <message>
        <source>Copy the charts as a picture</source>
        <translation>复制图表为图片</translation>
    </message>
    <message>
        <source>Save the charts as PNG…</source>
        <translation>将图表存为 PNG…</translation>
    </message>
    <message>
        <source>Save the figures as CSV…</source>
        <translation>将数据存为 CSV…</translation>
    </message>
    <message>
        <source>Save the ledger in view as CSV…</source>
        <translation>将当前账本存为 CSV…</translation>
    </message>
    <message>
        <source>Drag over the charts to choose a range; a double click lets it go</source>
        <translation>在图表上拖动以选择时段，双击取消</translation>
    </message>
</context>
<context>
    <name>RankEditor</name>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>This is the order</source>
        <translation>就是这个顺序</translation>
    </message>
</context>
<context>
    <name>ReasonStrip</name>
    <message>
        <source>“{0}” was “{1}” when you left this section. Why is it changed?</source>
        <translation>离开这一部分时，“{0}”为“{1}”。为何更改？</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reason for the change: {0}</source>
        <translation>更改原因：{0}</translation>
    </message>
    <message>
        <source>Put this away</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>ReasonsPanel</name>
    <message>
        <source>Reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>points, for and against</source>
        <translation>正反分值</translation>
    </message>
    <message>
        <source>No model spoke, so there is nothing to weigh.</source>
        <translation>没有模型适用，无从权衡。</translation>
    </message>
    <message>
        <source>By evidence: {0}</source>
        <translation>按资料类别：{0}</translation>
    </message>
    <message>
        <source>What would help: {0}</source>
        <translation>如何改进：{0}</translation>
    </message>
    <message>
        <source>a rule</source>
        <translation>规则</translation>
    </message>
</context>
<context>
    <name>RepeatBox</name>
    <message>
        <source>Lines: {0}</source>
        <translation>共 {0} 行</translation>
    </message>
    <message>
        <source>Type to fill a cell. Enter goes on, Ctrl+V pastes from a spreadsheet.</source>
        <translation>直接输入即可填写；回车到下一格，Ctrl+V 粘贴电子表格中的行。</translation>
    </message>
    <message>
        <source>nothing entered yet</source>
        <translation>尚未填写</translation>
    </message>
    <message>
        <source>{0} to mend</source>
        <translation>{0} 处待改</translation>
    </message>
    <message>
        <source>Remove line {0}?</source>
        <translation>删除第 {0} 行？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Add a line</source>
        <translation>添加一行</translation>
    </message>
    <message>
        <source>Remove this line</source>
        <translation>删除此行</translation>
    </message>
    <message>
        <source>No line yet. Add one, or press Ctrl+Enter.</source>
        <translation>尚无内容。请添加一行，或按 Ctrl+Enter。</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report of the visit of {0}</source>
        <translation>{0} 走访报告</translation>
    </message>
    <message>
        <source>Issue and save…</source>
        <translation>出具并保存…</translation>
    </message>
    <message>
        <source>Issue and print…</source>
        <translation>出具并打印…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Issued: {0}</source>
        <translation>已出具：{0}</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
    <message>
        <source>{0} pages sent to the printer</source>
        <translation>已送 {0} 页到打印机</translation>
    </message>
</context>
<context>
    <name>RequestDialog</name>
    <message>
        <source>Take down a request</source>
        <translation>登记申请</translation>
    </message>
    <message>
        <source>What does {0} ask for?</source>
        <translation>{0} 申请什么？</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Amount (yuan)</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>For example 50,000 or 5万</source>
        <translation>例如 50,000 或 5万</translation>
    </message>
    <message>
        <source>Tenor</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Repayment</source>
        <translation>还款方式</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>Take down</source>
        <translation>登记</translation>
    </message>
    <message>
        <source>Enter an amount above zero</source>
        <translation>请输入大于零的金额</translation>
    </message>
    <message>
        <source>Choose tenor and repayment</source>
        <translation>请选择期限和还款方式</translation>
    </message>
    <message>
        <source>The request is saved on this device and waits for the hub</source>
        <translation>申请已保存在本机，等待送往中心</translation>
    </message>
</context>
<context>
    <name>RoutePanel</name>
    <message>
        <source>Saved as {path}</source>
        <translation>已存为 {path}</translation>
    </message>
    <message>
        <source>Pages printed: {n}</source>
        <translation>已打印 {n} 页</translation>
    </message>
    <message>
        <source>{n} chosen</source>
        <translation>已选 {n} 户</translation>
    </message>
    <message>
        <source>Route of the day</source>
        <translation>当日路线</translation>
    </message>
    <message>
        <source>{n} visits</source>
        <translation>{n} 户</translation>
    </message>
    <message>
        <source>back at {time}</source>
        <translation>{time} 返回</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>{n} 户未排入</translation>
    </message>
    <message>
        <source>Not in this day</source>
        <translation>当日未排入</translation>
    </message>
    <message>
        <source>Where do you leave from?</source>
        <translation>从哪里出发？</translation>
    </message>
    <message>
        <source>Type the position of your branch once; it is remembered. No network is needed.</source>
        <translation>填一次网点的位置即可，以后自动记住。不需要网络。</translation>
    </message>
    <message>
        <source>Nobody chosen yet</source>
        <translation>还没有选择客户</translation>
    </message>
    <message>
        <source>Choose sellers in the list with Space: the order of the day is worked out here.</source>
        <translation>在列表中按空格键选择客户，这里排出当日的走访顺序。</translation>
    </message>
    <message>
        <source>Working out the route…</source>
        <translation>正在排路线…</translation>
    </message>
    <message>
        <source>Save the route</source>
        <translation>另存路线</translation>
    </message>
    <message>
        <source>There is no route to print yet.</source>
        <translation>还没有可打印的路线。</translation>
    </message>
    <message>
        <source>Route {day}</source>
        <translation>走访路线 {day}</translation>
    </message>
    <message>
        <source>The list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>另存</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Stops in order</source>
        <translation>走访顺序</translation>
    </message>
</context>
<context>
    <name>Runner</name>
    <message>
        <source>Earlier answers that are asked no more, since the file has changed: {0}</source>
        <translation>档案已变，不再需要的先前答案：{0} 个</translation>
    </message>
    <message>
        <source>Sections of the survey</source>
        <translation>调研的各部分</translation>
    </message>
    <message>
        <source>Finish the visit</source>
        <translation>结束走访</translation>
    </message>
    <message>
        <source>Show or hide the cross-checks</source>
        <translation>显示或隐藏交叉核对</translation>
    </message>
    <message>
        <source>contradictions to explain: {0}</source>
        <translation>待解释的矛盾：{0}</translation>
    </message>
    <message>
        <source>corrects an earlier survey</source>
        <translation>更正先前的调研</translation>
    </message>
    <message>
        <source>No answer is wrong</source>
        <translation>没有待改的答案</translation>
    </message>
</context>
<context>
    <name>SaidLists</name>
    <message>
        <source>Take a promise…</source>
        <translation>登记承诺…</translation>
    </message>
    <message>
        <source>Log a contact…</source>
        <translation>登记联系…</translation>
    </message>
    <message>
        <source>Check the use…</source>
        <translation>检查用途…</translation>
    </message>
    <message>
        <source>Note a claim…</source>
        <translation>登记声明…</translation>
    </message>
    <message>
        <source>Promises to pay</source>
        <translation>还款承诺</translation>
    </message>
    <message>
        <source>promised on {0}</source>
        <translation>{0} 承诺</translation>
    </message>
    <message>
        <source>by {0}</source>
        <translation>{0} 前</translation>
    </message>
    <message>
        <source>Nothing was promised.</source>
        <translation>没有还款承诺。</translation>
    </message>
    <message>
        <source>Contacts</source>
        <translation>联系记录</translation>
    </message>
    <message>
        <source>Nobody has been contacted about this loan.</source>
        <translation>尚未就此贷款联系过任何人。</translation>
    </message>
    <message>
        <source>due by {0}</source>
        <translation>应于 {0} 前完成</translation>
    </message>
    <message>
        <source>Use of the money</source>
        <translation>资金用途</translation>
    </message>
    <message>
        <source>as agreed</source>
        <translation>符合约定</translation>
    </message>
    <message>
        <source>not as agreed</source>
        <translation>不符合约定</translation>
    </message>
    <message>
        <source>The use of the money has not been checked.</source>
        <translation>尚未检查资金用途。</translation>
    </message>
    <message>
        <source>Payments claimed</source>
        <translation>还款声明</translation>
    </message>
    <message>
        <source>Nobody claims a payment. A claim lowers nothing.</source>
        <translation>没有还款声明。声明不减少欠款。</translation>
    </message>
    <message>
        <source>Repayments that belong to no loan yet</source>
        <translation>尚未匹配的还款</translation>
    </message>
    <message>
        <source>without a reference</source>
        <translation>无附言</translation>
    </message>
    <message>
        <source>Every repayment of the ledger is matched to a loan.</source>
        <translation>流水中的还款均已匹配到贷款。</translation>
    </message>
</context>
<context>
    <name>SavedLine</name>
    <message>
        <source>Not saved yet: it is tried again with the next answer</source>
        <translation>尚未保存：下一个答案时会再试</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>已保存 {0}</translation>
    </message>
    <message>
        <source>Every answer is saved as you type</source>
        <translation>每个答案随输随存</translation>
    </message>
    <message>
        <source>In this section {0}</source>
        <translation>本部分用时 {0}</translation>
    </message>
</context>
<context>
    <name>ScenarioDetail</name>
    <message>
        <source>What it changes</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>Whom it speaks of</source>
        <translation>适用对象</translation>
    </message>
    <message>
        <source>Everybody.</source>
        <translation>所有申请人。</translation>
    </message>
    <message>
        <source>Signed and dated</source>
        <translation>签名与期限</translation>
    </message>
    <message>
        <source>Days, the first and the last included</source>
        <translation>有效期（含首日与末日）</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名方</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>It acts once both sides have signed it and the hub has published it.</source>
        <translation>双方签名并由中心发布后生效。</translation>
    </message>
    <message>
        <source>It does not act: the hub has not published it.</source>
        <translation>未生效：中心尚未发布。</translation>
    </message>
    <message>
        <source>It acts from {0} on.</source>
        <translation>自 {0} 起生效。</translation>
    </message>
    <message>
        <source>It acts until {0}.</source>
        <translation>生效至 {0}。</translation>
    </message>
    <message>
        <source>It acts no more: its last day was {0}.</source>
        <translation>已失效：末日为 {0}。</translation>
    </message>
</context>
<context>
    <name>Scenarios</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>One signature</source>
        <translation>单方签名</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>双方已签</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>algorithm side</source>
        <translation>算法方</translation>
    </message>
    <message>
        <source>business side</source>
        <translation>业务方</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名方</translation>
    </message>
    <message>
        <source>beyond the budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Without it</source>
        <translation>无情景</translation>
    </message>
    <message>
        <source>With it</source>
        <translation>有情景</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Yearly rate</source>
        <translation>年利率</translation>
    </message>
    <message>
        <source>Uses of the budget</source>
        <translation>占用预算</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Platforms</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>Trades</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Kinds of shop</source>
        <translation>店铺类型</translation>
    </message>
    <message>
        <source>Stages of growth</source>
        <translation>成长阶段</translation>
    </message>
    <message>
        <source>Declined above a default probability of</source>
        <translation>违约概率准入线</translation>
    </message>
    <message>
        <source>Points on the score</source>
        <translation>评分加减</translation>
    </message>
    <message>
        <source>Lent at most</source>
        <translation>最高额度</translation>
    </message>
    <message>
        <source>Capacity counts</source>
        <translation>还款能力系数</translation>
    </message>
    <message>
        <source>One loan may be expected to lose</source>
        <translation>单笔预期损失上限</translation>
    </message>
    <message>
        <source>Share of a year&apos;s sales</source>
        <translation>可贷年销售额比例</translation>
    </message>
    <message>
        <source>Added to the yearly rate</source>
        <translation>年利率加减</translation>
    </message>
    <message>
        <source>Evidence asked for</source>
        <translation>另需资料</translation>
    </message>
    <message>
        <source>Evidence not asked for</source>
        <translation>免除资料</translation>
    </message>
    <message>
        <source>Assessed by the models</source>
        <translation>采用模型</translation>
    </message>
</context>
<context>
    <name>ScenariosPanel</name>
    <message>
        <source>Scenarios that act here</source>
        <translation>对本申请生效的情景</translation>
    </message>
</context>
<context>
    <name>ScenariosScreen</name>
    <message>
        <source>Scenarios</source>
        <translation>情景</translation>
    </message>
    <message>
        <source>Preview on the files here</source>
        <translation>在本机档案上预览</translation>
    </message>
    <message>
        <source>Who changes</source>
        <translation>受影响的申请人</translation>
    </message>
    <message>
        <source>Who changes, and what it costs</source>
        <translation>谁受影响，代价多少</translation>
    </message>
    <message>
        <source>No scenarios</source>
        <translation>没有情景</translation>
    </message>
    <message>
        <source>A scenario that both makers signed arrives here with a synchronisation.</source>
        <translation>双方签名的情景在同步后出现在这里。</translation>
    </message>
    <message>
        <source>Previewing {name}…</source>
        <translation>正在预览“{name}”…</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} 份档案</translation>
    </message>
    <message>
        <source>Nothing previewed yet</source>
        <translation>尚未预览</translation>
    </message>
    <message>
        <source>Choose a scenario and preview it: who changes, before and after, is listed here.</source>
        <translation>选择一个情景并预览：这里会列出受影响的申请人及前后对比。</translation>
    </message>
    <message>
        <source>It changes nothing here</source>
        <translation>对本机档案没有影响</translation>
    </message>
    <message>
        <source>None of the {n} requests on this device is within its scope, or none would change.</source>
        <translation>本机 {n} 项申请都不在适用范围内，或结果不变。</translation>
    </message>
    <message>
        <source>Acts on {acts} of {all} requests.</source>
        <translation>{all} 项申请中有 {acts} 项受影响。</translation>
    </message>
    <message>
        <source>Lent to {b} before and {a} after: {bm} yuan and {am}.</source>
        <translation>放款由 {b} 笔变为 {a} 笔：{bm} 元变为 {am} 元。</translation>
    </message>
    <message>
        <source>Expected loss {bl} yuan before and {al} after.</source>
        <translation>预期损失由 {bl} 元变为 {al} 元。</translation>
    </message>
</context>
<context>
    <name>ScheduleModel</name>
    <message>
        <source>No.</source>
        <translation>期次</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>还款额</translation>
    </message>
    <message>
        <source>Principal</source>
        <translation>本金</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>利息</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>剩余本金</translation>
    </message>
</context>
<context>
    <name>SearchEditor</name>
    <message>
        <source>Type to search</source>
        <translation>输入以查找</translation>
    </message>
    <message>
        <source>Choices: {0}</source>
        <translation>选项：{0}</translation>
    </message>
    <message>
        <source>Chosen: {0}</source>
        <translation>已选：{0}</translation>
    </message>
    <message>
        <source>Nothing chosen yet</source>
        <translation>尚未选择</translation>
    </message>
</context>
<context>
    <name>SecondPerson</name>
    <message>
        <source>Your word is saved on this device and waits for the hub</source>
        <translation>您的意见已存在本机，待发送至中心</translation>
    </message>
</context>
<context>
    <name>SectionLine</name>
    <message>
        <source>nothing stands in the way</source>
        <translation>可以定稿</translation>
    </message>
    <message>
        <source>{0} still to do</source>
        <translation>还有 {0} 项</translation>
    </message>
    <message>
        <source>{0} of {1} answered</source>
        <translation>已答 {0}/{1}</translation>
    </message>
    <message>
        <source>{0} to mend</source>
        <translation>{0} 处待改</translation>
    </message>
</context>
<context>
    <name>SectionPage</name>
    <message>
        <source>Section before</source>
        <translation>上一部分</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>到结束页</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>下一部分</translation>
    </message>
</context>
<context>
    <name>SettingsScreen</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Put back in force: {reason}</source>
        <translation>恢复使用：{reason}</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Program: Apache-2.0. Noto Sans SC: SIL Open Font License 1.1. Symbols: Phosphor, MIT.</source>
        <translation>程序：Apache-2.0。思源黑体（Noto Sans SC）：SIL 开放字体许可证 1.1。图标：Phosphor，MIT。</translation>
    </message>
    <message>
        <source>{n} of {m} models in use, made on {day}</source>
        <translation>{m} 个模型中 {n} 个在用，制作于 {day}</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>现行模型与规则</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>信贷员</translation>
    </message>
    <message>
        <source>Business day</source>
        <translation>营业日</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>文件位置</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>By order</source>
        <translation>按指令</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>未采用</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>产品</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Read the models&apos; card</source>
        <translation>阅读模型说明</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Type your passphrase.</source>
        <translation>请输入口令。</translation>
    </message>
    <message>
        <source>Opening your files</source>
        <translation>正在打开您的档案</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Works without a network.</source>
        <translation>没有网络也能登录。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Profile: {folder}</source>
        <translation>文件位置：{folder}</translation>
    </message>
</context>
<context>
    <name>SignatureEditor</name>
    <message>
        <source>Sign again</source>
        <translation>重新签名</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>Sign in the box</source>
        <translation>请在框内签名</translation>
    </message>
</context>
<context>
    <name>StaircasePanel</name>
    <message>
        <source>Limit</source>
        <translation>额度</translation>
    </message>
    <message>
        <source>A rule decided before any limit was reckoned.</source>
        <translation>计算额度之前已由规则决定。</translation>
    </message>
    <message>
        <source>Limit, step by step</source>
        <translation>额度阶梯</translation>
    </message>
    <message>
        <source>the smallest binds</source>
        <translation>最小者起约束</translation>
    </message>
    <message>
        <source>Without the step of {0} the next one would allow {1}.</source>
        <translation>若无“{0}”的限制，下一级可达 {1}。</translation>
    </message>
    <message>
        <source>cannot be reckoned</source>
        <translation>无法计算</translation>
    </message>
    <message>
        <source>binding</source>
        <translation>起约束</translation>
    </message>
</context>
<context>
    <name>StandingPanel</name>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>Decide again</source>
        <translation>重新决定</translation>
    </message>
    <message>
        <source>Issue the letter</source>
        <translation>出具通知书</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>saved on this device, waiting for the hub</source>
        <translation>已存本机，等待送往中心</translation>
    </message>
    <message>
        <source>the hub has it</source>
        <translation>中心已收到</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>Reason: {0}</source>
        <translation>理由：{0}</translation>
    </message>
    <message>
        <source>It waits for a second person: {0} of {1} have given their word.</source>
        <translation>尚待第二人确认：已表态 {0} 人，需 {1} 人。</translation>
    </message>
    <message>
        <source>A second person turned it down: no letter on it is valid.</source>
        <translation>第二人不同意：相关通知书均无效。</translation>
    </message>
    <message>
        <source>With another approval it exceeds a limit, or the hub could not prove its figures: its letters wait until a supervisor settles it.</source>
        <translation>连同另一笔批准超过上限，或中心无法证实其数字：相关函件须待主管处理后才有效。</translation>
    </message>
    <message>
        <source>Why; a dissent needs it</source>
        <translation>理由（不同意时必填）</translation>
    </message>
    <message>
        <source>Endorse</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Dissent</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Issue the firm letter</source>
        <translation>出具正式通知书</translation>
    </message>
    <message>
        <source>provisional until the hub has the decision</source>
        <translation>中心收到决定前为暂定</translation>
    </message>
    <message>
        <source>Letter {0}</source>
        <translation>通知书 {0}</translation>
    </message>
</context>
<context>
    <name>SurveyActs</name>
    <message>
        <source>Throw this survey away?</source>
        <translation>丢弃这份调研？</translation>
    </message>
    <message>
        <source>Its answers and photos are gone from this device. It was never sent.</source>
        <translation>其答案与照片将从本机删除，从未发送。</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Correct the survey of {0}</source>
        <translation>更正 {0} 的调研</translation>
    </message>
    <message>
        <source>Begin the correction</source>
        <translation>开始更正</translation>
    </message>
    <message>
        <source>The finished survey never changes. A new one begins with its answers.</source>
        <translation>已定稿的调研不会更改；新的一份从其答案开始。</translation>
    </message>
    <message>
        <source>The correction is begun</source>
        <translation>更正已开始</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>要求重做</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>否决</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>What you say of it</source>
        <translation>复核意见</translation>
    </message>
    <message>
        <source>Explanations that do not do</source>
        <translation>不予采信的解释</translation>
    </message>
    <message>
        <source>What the owner said</source>
        <translation>店主原话</translation>
    </message>
    <message>
        <source>The owner&apos;s words that may be quoted upward, one a line</source>
        <translation>可上报引用的店主原话，每行一句</translation>
    </message>
    <message>
        <source>Review the survey of {0}</source>
        <translation>复核 {0} 的调研</translation>
    </message>
    <message>
        <source>Record the review</source>
        <translation>登记复核意见</translation>
    </message>
    <message>
        <source>Whoever asks again or rejects says why. Nobody may be recognised in a quote.</source>
        <translation>要求重做或否决须说明理由；引用中不得认出任何人。</translation>
    </message>
</context>
<context>
    <name>SurveyDetail</name>
    <message>
        <source>Visit of {0}</source>
        <translation>{0} 走访</translation>
    </message>
    <message>
        <source>with {0}</source>
        <translation>同行：{0}</translation>
    </message>
    <message>
        <source>finished {0}</source>
        <translation>{0} 定稿</translation>
    </message>
    <message>
        <source>{0} minutes</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>corrects another: {0}</source>
        <translation>更正另一份：{0}</translation>
    </message>
    <message>
        <source>Opinions</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>released to be quoted</source>
        <translation>可引用</translation>
    </message>
    <message>
        <source>Nobody has said anything of it yet.</source>
        <translation>尚无人发表意见。</translation>
    </message>
    <message>
        <source>Cross-checks</source>
        <translation>交叉核对</translation>
    </message>
    <message>
        <source>{0} open</source>
        <translation>{0} 处未决</translation>
    </message>
    <message>
        <source>The supervisor does not take this explanation.</source>
        <translation>主管不采信此解释。</translation>
    </message>
    <message>
        <source>Nothing could be held against anything else.</source>
        <translation>没有可相互核对的数字。</translation>
    </message>
    <message>
        <source>Figures for the assessment</source>
        <translation>进入评估的数字</translation>
    </message>
    <message>
        <source>It gives no figures.</source>
        <translation>没有提供数字。</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Film</source>
        <translation>录像</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Photos, signatures and recordings</source>
        <translation>照片、签名与录音</translation>
    </message>
    <message>
        <source>taken {0}</source>
        <translation>拍摄于 {0}</translation>
    </message>
    <message>
        <source>None were taken.</source>
        <translation>没有。</translation>
    </message>
    <message>
        <source>Look at it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Changed answers</source>
        <translation>改动过的答案</translation>
    </message>
    <message>
        <source>{0}, line {1}</source>
        <translation>{0}（第 {1} 行）</translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation>另有 {0} 项</translation>
    </message>
    <message>
        <source>No answer was changed.</source>
        <translation>没有改动。</translation>
    </message>
</context>
<context>
    <name>SurveyExports</name>
    <message>
        <source>OpenRosa, for an ODK server, with its photos</source>
        <translation>OpenRosa（供 ODK 服务器，含照片）</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>CSV, a table for each repeat</source>
        <translation>CSV（每个重复部分一张表）</translation>
    </message>
    <message>
        <source>Hand on the survey of {0}</source>
        <translation>对外提供 {0} 的调研</translation>
    </message>
    <message>
        <source>Hand on…</source>
        <translation>对外提供…</translation>
    </message>
    <message>
        <source>It needs the authorisation to hand data on. Who gets it, and when, is kept on record.</source>
        <translation>须有对外提供资料的授权；何时提供给谁，均留记录。</translation>
    </message>
    <message>
        <source>Recorded; now choose where the file goes</source>
        <translation>已记录，请选择文件保存位置</translation>
    </message>
    <message>
        <source>Who gets it</source>
        <translation>接收方</translation>
    </message>
    <message>
        <source>As</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Where the file goes</source>
        <translation>文件保存位置</translation>
    </message>
    <message>
        <source>Saved: {0}. Not on this workstation: {1}</source>
        <translation>已保存：{0}。本机没有：{1}</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>已保存：{0}</translation>
    </message>
</context>
<context>
    <name>SurveyForms</name>
    <message>
        <source>Visit: {0}</source>
        <translation>走访：{0}</translation>
    </message>
</context>
<context>
    <name>SurveyProblems</name>
    <message>
        <source>This must be answered.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <source>The form does not take this answer.</source>
        <translation>表单不接受此答案。</translation>
    </message>
    <message>
        <source>Not among the choices: {0}</source>
        <translation>不在选项中，可选：{0}</translation>
    </message>
    <message>
        <source>This is no whole number.</source>
        <translation>这不是整数。</translation>
    </message>
    <message>
        <source>This is no number.</source>
        <translation>这不是数字。</translation>
    </message>
    <message>
        <source>This is no number on the scale.</source>
        <translation>这不是刻度上的数字。</translation>
    </message>
    <message>
        <source>This is no day, as in 2026-11-28.</source>
        <translation>这不是日期，例如 2026-11-28。</translation>
    </message>
    <message>
        <source>This is no time of day, as in 14:30.</source>
        <translation>这不是时刻，例如 14:30。</translation>
    </message>
    <message>
        <source>Both a day and a time are needed.</source>
        <translation>日期和时刻都要填写。</translation>
    </message>
    <message>
        <source>Latitude is -90 to 90, longitude -180 to 180.</source>
        <translation>纬度为 -90 至 90，经度为 -180 至 180。</translation>
    </message>
    <message>
        <source>A line has at least two points.</source>
        <translation>一条线至少有两个点。</translation>
    </message>
    <message>
        <source>An area has at least three corners.</source>
        <translation>一个区域至少有三个角点。</translation>
    </message>
    <message>
        <source>This is no answer of the kind that is asked for.</source>
        <translation>答案的类型不符。</translation>
    </message>
</context>
<context>
    <name>SurveyScreen</name>
    <message>
        <source>Field survey</source>
        <translation>实地调研</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>下一部分</translation>
    </message>
    <message>
        <source>The survey is opened…</source>
        <translation>正在打开调研…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>The survey is frozen and signed; it waits for the hub</source>
        <translation>调研已定稿并签名，等待送往中心</translation>
    </message>
</context>
<context>
    <name>Surveyed</name>
    <message>
        <source>Survey accepted</source>
        <translation>调研已接受</translation>
    </message>
    <message>
        <source>Survey asked again</source>
        <translation>调研须重做</translation>
    </message>
    <message>
        <source>Survey rejected</source>
        <translation>调研被否决</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>实地调研</translation>
    </message>
    <message>
        <source>visit of {0}</source>
        <translation>{0} 走访</translation>
    </message>
    <message>
        <source>Corrects the one before: {0}</source>
        <translation>更正前一份：{0}</translation>
    </message>
    <message>
        <source>Contradictions that are open: {0}</source>
        <translation>未解释的矛盾：{0} 项</translation>
    </message>
</context>
<context>
    <name>SurveysPage</name>
    <message>
        <source>Surveys</source>
        <translation>调研</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Finished surveys</source>
        <translation>已定稿的调研</translation>
    </message>
    <message>
        <source>Start a visit</source>
        <translation>开始走访</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>报告…</translation>
    </message>
    <message>
        <source>Hand on…</source>
        <translation>对外提供…</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>复核…</translation>
    </message>
    <message>
        <source>No visit yet</source>
        <translation>尚无走访</translation>
    </message>
    <message>
        <source>What was found on site stands here: figures with how each was come by, cross-checks, photos and what a supervisor says. It counts in the assessment.</source>
        <translation>现场所见都在这里：各项数字及其来源、交叉核对、照片、主管意见，并计入评估。</translation>
    </message>
    <message>
        <source>begun {0}</source>
        <translation>始于 {0}</translation>
    </message>
    <message>
        <source>corrects another: {0}</source>
        <translation>更正另一份：{0}</translation>
    </message>
    <message>
        <source>Being filled in</source>
        <translation>填写中</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Throw away…</source>
        <translation>丢弃…</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>已计划</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>截止 {0}</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>No visit is planned or begun.</source>
        <translation>没有计划中或填写中的走访。</translation>
    </message>
    <message>
        <source>No survey is finished yet.</source>
        <translation>还没有定稿的调研。</translation>
    </message>
    <message>
        <source>another survey has taken its place</source>
        <translation>已有另一份取代它</translation>
    </message>
    <message>
        <source>a supervisor does it who did not make it</source>
        <translation>须由未参与的主管复核</translation>
    </message>
</context>
<context>
    <name>SurveysTable</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Open contradictions</source>
        <translation>未解释的矛盾</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>调查人</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>同行</translation>
    </message>
</context>
<context>
    <name>SyncCentre</name>
    <message>
        <source>Request for credit</source>
        <translation>信贷申请</translation>
    </message>
    <message>
        <source>Change to the file</source>
        <translation>档案修改</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Second opinion</source>
        <translation>复核意见</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>通知书</translation>
    </message>
    <message>
        <source>Voided letter</source>
        <translation>作废文书</translation>
    </message>
    <message>
        <source>Related person or firm</source>
        <translation>关联人或关联企业</translation>
    </message>
    <message>
        <source>Declared relation</source>
        <translation>关系申报</translation>
    </message>
    <message>
        <source>Identity check</source>
        <translation>身份核验</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Collateral</source>
        <translation>押品</translation>
    </message>
    <message>
        <source>Disbursement condition</source>
        <translation>放款条件</translation>
    </message>
    <message>
        <source>Authorisation</source>
        <translation>授权书</translation>
    </message>
    <message>
        <source>Withdrawn authorisation</source>
        <translation>撤回授权</translation>
    </message>
    <message>
        <source>Look-up</source>
        <translation>查询记录</translation>
    </message>
    <message>
        <source>File handed to a bank</source>
        <translation>移交银行的档案</translation>
    </message>
    <message>
        <source>Loan event</source>
        <translation>贷款事项</translation>
    </message>
    <message>
        <source>Pledge</source>
        <translation>质押登记</translation>
    </message>
    <message>
        <source>Claim of a repayment</source>
        <translation>还款申报</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>联系记录</translation>
    </message>
    <message>
        <source>Promise to pay</source>
        <translation>还款承诺</translation>
    </message>
    <message>
        <source>Use of funds</source>
        <translation>资金用途检查</translation>
    </message>
    <message>
        <source>Invitation to borrow</source>
        <translation>借款邀请</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>实地调研</translation>
    </message>
    <message>
        <source>Review of a survey</source>
        <translation>调研复核</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未接受</translation>
    </message>
    <message>
        <source>In conflict</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Tried {n} times; no answer yet</source>
        <translation>已尝试 {n} 次，尚无答复</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Done on</source>
        <translation>操作时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>等待发送的内容</translation>
    </message>
</context>
<context>
    <name>SyncScreen</name>
    <message>
        <source>Sync centre</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>few: synchronise before you go</source>
        <translation>不多了：外出前请同步</translation>
    </message>
    <message>
        <source>Files on this device</source>
        <translation>本机档案</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>等待发送</translation>
    </message>
    <message>
        <source>Need you</source>
        <translation>需要您处理</translation>
    </message>
    <message>
        <source>see below</source>
        <translation>见下方</translation>
    </message>
    <message>
        <source>Letter numbers left</source>
        <translation>剩余通知书编号</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>The program has not synchronised since it was started.</source>
        <translation>程序启动后尚未同步。</translation>
    </message>
    <message>
        <source>files {files} · rows {rows} · sent {sent} · refused {refused} · {seconds} s</source>
        <translation>档案 {files} 份 · 流水 {rows} 行 · 发送 {sent} 项 · 未接受 {refused} 项 · 用时 {seconds} 秒</translation>
    </message>
    <message>
        <source>{what} of {name} will be sent again.</source>
        <translation>{name} 的{what}将重新发送。</translation>
    </message>
    <message>
        <source>It is only on this device: {what} of {name}. Once put away it is gone and never reaches the hub.</source>
        <translation>{name} 的{what}只保存在本机。收起后即被删除，不会送达中心。</translation>
    </message>
    <message>
        <source>Put it away?</source>
        <translation>要收起吗？</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>{what} of {name} was put away.</source>
        <translation>已收起 {name} 的{what}。</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重新发送</translation>
    </message>
    <message>
        <source>What waits</source>
        <translation>等待发送的内容</translation>
    </message>
    <message>
        <source>The last sync</source>
        <translation>上次同步</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>没有等待的内容</translation>
    </message>
    <message>
        <source>Decisions, notes, requests and letters stand here until the hub has them.</source>
        <translation>决定、备注、申请和通知书在送达中心之前列在这里。</translation>
    </message>
</context>
<context>
    <name>SyncWords</name>
    <message>
        <source>Sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>Fetching files</source>
        <translation>正在接收档案</translation>
    </message>
    <message>
        <source>Comparing with the hub</source>
        <translation>正在与中心核对</translation>
    </message>
    <message>
        <source>Reaching the hub</source>
        <translation>正在连接中心</translation>
    </message>
    <message>
        <source>{rows} rows</source>
        <translation>{rows} 行</translation>
    </message>
    <message>
        <source>Needs you: {n}</source>
        <translation>{n} 项需要您处理</translation>
    </message>
    <message>
        <source>Offline · waiting: {n}</source>
        <translation>离线 · {n} 项待发送</translation>
    </message>
    <message>
        <source>Waiting: {n}</source>
        <translation>{n} 项待发送</translation>
    </message>
    <message>
        <source>Your work is saved here, but the hub did not accept all of it ({n}).</source>
        <translation>您的工作已保存在本机，但有 {n} 项中心没有接受。</translation>
    </message>
    <message>
        <source>Yes: what waits ({n}) lies encrypted on this device until there is a network.</source>
        <translation>安全：{n} 项已加密保存在本机，有网络时发送。</translation>
    </message>
    <message>
        <source>Yes: saved on this device and not yet at the hub: {n}.</source>
        <translation>安全：{n} 项已保存在本机，尚未送达中心。</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Not synchronised</source>
        <translation>未同步</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>已全部送达</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>无待发送</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查看…</translation>
    </message>
    <message>
        <source>Read the reasons below; send it again, or put it away and do it anew.</source>
        <translation>请看下方原因；可重新发送，或收起后重新填写。</translation>
    </message>
    <message>
        <source>The program tries again by itself. Do not lose this device.</source>
        <translation>程序会自动重试。请保管好本机。</translation>
    </message>
    <message>
        <source>Synchronise when you have a network.</source>
        <translation>有网络时请同步。</translation>
    </message>
    <message>
        <source>Yes: everything you did is at the hub.</source>
        <translation>安全：您所做的一切都已送达中心。</translation>
    </message>
    <message>
        <source>Yes: nothing of yours waits to be sent.</source>
        <translation>安全：没有等待发送的内容。</translation>
    </message>
    <message>
        <source>No sync since the program started</source>
        <translation>程序启动后尚未同步</translation>
    </message>
    <message>
        <source>Last sync {when}: {what}</source>
        <translation>上次同步 {when}：{what}</translation>
    </message>
</context>
<context>
    <name>TrailPage</name>
    <message>
        <source>Add a note: what you saw, heard, agreed</source>
        <translation>写备注：所见、所闻、所议</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Letters and trail</source>
        <translation>通知书与记录</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>保存备注</translation>
    </message>
    <message>
        <source>All letters</source>
        <translation>全部通知书</translation>
    </message>
    <message>
        <source>A complaint…</source>
        <translation>投诉…</translation>
    </message>
    <message>
        <source>Settle the complaint…</source>
        <translation>处理投诉…</translation>
    </message>
    <message>
        <source>Notes cannot be changed once they are kept. Ctrl+Enter keeps.</source>
        <translation>备注保存后不可更改。Ctrl+Enter 保存。</translation>
    </message>
    <message>
        <source>Trail</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Nothing has happened yet: no request, no decision, no note.</source>
        <translation>尚无任何记录：没有申请、决定或备注。</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>中心已确认</translation>
    </message>
    <message>
        <source>waiting for the hub</source>
        <translation>等待送往中心</translation>
    </message>
    <message>
        <source>Reason: {0}</source>
        <translation>理由：{0}</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>暂定</translation>
    </message>
    <message>
        <source>final</source>
        <translation>正式</translation>
    </message>
    <message>
        <source>Under the scenario: {0}</source>
        <translation>所依情景：{0}</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>{0} months</source>
        <translation>{0} 个月</translation>
    </message>
    <message>
        <source>holds until {0}</source>
        <translation>有效至 {0}</translation>
    </message>
    <message>
        <source>lapsed on {0} without an answer</source>
        <translation>{0} 过期，未获答复</translation>
    </message>
    <message>
        <source>The note is saved on this device and waits for the hub</source>
        <translation>备注已保存在本机，等待送往中心</translation>
    </message>
</context>
<context>
    <name>Visits</name>
    <message>
        <source>Seller</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Kind of shop</source>
        <translation>店铺类型</translation>
    </message>
    <message>
        <source>there at {time}, {n} minutes before it opens</source>
        <translation>{time} 到达，等候 {n} 分钟开门</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>没有位置</translation>
    </message>
    <message>
        <source>closed that day</source>
        <translation>当日不营业</translation>
    </message>
    <message>
        <source>no time while it is open</source>
        <translation>营业时间内排不下</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>There</source>
        <translation>到店时间</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>路程</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等候</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>known</source>
        <translation>有位置</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>未选</translation>
    </message>
    <message>
        <source>✓</source>
        <translation>✓</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>By</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>信贷员</translation>
    </message>
    <message>
        <source>Asked again</source>
        <translation>要求重做</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>填写中</translation>
    </message>
    <message>
        <source>To visit</source>
        <translation>待走访</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待复核</translation>
    </message>
    <message>
        <source>Visited</source>
        <translation>已走访</translation>
    </message>
    <message>
        <source>a decision asks for it</source>
        <translation>审批要求走访</translation>
    </message>
    <message>
        <source>a survey of its own</source>
        <translation>单独调研</translation>
    </message>
    <message>
        <source>a survey was rejected</source>
        <translation>调研未被采用</translation>
    </message>
    <message>
        <source>added by you</source>
        <translation>您加入的</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>1 day late</source>
        <translation>逾期 1 天</translation>
    </message>
    <message>
        <source>1 day left</source>
        <translation>还剩 1 天</translation>
    </message>
    <message>
        <source>{n} days late</source>
        <translation>逾期 {n} 天</translation>
    </message>
    <message>
        <source>{n} days left</source>
        <translation>还剩 {n} 天</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
</context>
<context>
    <name>VisitsScreen</name>
    <message>
        <source>Visits</source>
        <translation>走访</translation>
    </message>
    <message>
        <source>Choose for the route</source>
        <translation>选入路线</translation>
    </message>
    <message>
        <source>Open the surveys</source>
        <translation>打开调研</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Names, numbers, places, phones and campaigns are searched, in this list.</source>
        <translation>在本列表中搜索名称、编号、地址、电话和走访批次。</translation>
    </message>
    <message>
        <source>Show the whole list</source>
        <translation>显示整个列表</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No visits yet</source>
        <translation>还没有走访</translation>
    </message>
    <message>
        <source>Visits of a campaign come with a synchronisation, and whom a decision refers to a visit is listed by itself. Anybody else you add.</source>
        <translation>走访批次随同步下发；审批要求走访的客户会自动列出；其他客户由您加入。</translation>
    </message>
    <message>
        <source>Add a seller</source>
        <translation>加入客户</translation>
    </message>
    <message>
        <source>Nobody has to be visited</source>
        <translation>没有待走访的客户</translation>
    </message>
    <message>
        <source>Every visit that was planned is made. What a supervisor asks again comes back here.</source>
        <translation>计划的走访都已完成。主管要求重做的会回到这里。</translation>
    </message>
    <message>
        <source>Nothing waits for a review</source>
        <translation>没有待复核的调研</translation>
    </message>
    <message>
        <source>A survey that was finished and sent waits here until a supervisor has said a word.</source>
        <translation>完成并发送的调研在这里等待主管复核。</translation>
    </message>
    <message>
        <source>Nothing is done yet</source>
        <translation>还没有完成的走访</translation>
    </message>
    <message>
        <source>A planned visit stands here once its survey is accepted.</source>
        <translation>计划的走访，调研经复核采用后列在这里。</translation>
    </message>
    <message>
        <source>Rows copied: {n}.</source>
        <translation>已复制 {n} 行。</translation>
    </message>
    <message>
        <source>Only whom you added can be taken off: campaigns and decisions list the others.</source>
        <translation>只能移出您加入的客户；其他客户由走访批次或审批列出。</translation>
    </message>
    <message>
        <source>Choose a seller first.</source>
        <translation>请先选择客户。</translation>
    </message>
    <message>
        <source>Route of the day</source>
        <translation>当日路线</translation>
    </message>
</context>
<context>
    <name>VoidDialog</name>
    <message>
        <source>Void letter {0}?</source>
        <translation>作废 {0}？</translation>
    </message>
    <message>
        <source>It stays in the archive, but whoever verifies it is told that it no longer holds.</source>
        <translation>文书仍存档，但核验时会提示其已失效。</translation>
    </message>
    <message>
        <source>Letter {number} is void. The hub learns of it with the next sync.</source>
        <translation>{number} 已作废，下次同步时告知中心。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
</context>
<context>
    <name>WhatIfPanel</name>
    <message>
        <source>What if</source>
        <translation>假设推演</translation>
    </message>
    <message>
        <source>Back to the real value</source>
        <translation>恢复实际值</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>No model applies, so there is nothing to try.</source>
        <translation>没有适用的模型，无法推演。</translation>
    </message>
    <message>
        <source>In the file: {0}</source>
        <translation>档案中：{0}</translation>
    </message>
    <message>
        <source>Change the value: probability and limit answer at once. Nothing of it is kept.</source>
        <translation>修改数值，违约概率和额度即时变化；不会保存。</translation>
    </message>
    <message>
        <source>imagined, not in the file</source>
        <translation>假设，并非档案数据</translation>
    </message>
    <message>
        <source>Now: {0}</source>
        <translation>现在：{0}</translation>
    </message>
    <message>
        <source>Probability {0}, grade {1}, limit {2}: {3}</source>
        <translation>违约概率 {0}，等级 {1}，额度 {2}：{3}</translation>
    </message>
</context>
<context>
    <name>WhyNot</name>
    <message>
        <source>Not now – {acts}: {why}</source>
        <translation>现在不能“{acts}”：{why}</translation>
    </message>
</context>
<context>
    <name>Worklist</name>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>What speaks for it</source>
        <translation>主要依据</translation>
    </message>
    <message>
        <source>Trade</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation>申请日期</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未接受</translation>
    </message>
    <message>
        <source>In conflict</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>{decision} · unsent</source>
        <translation>{decision} · 未发送</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>申请金额</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月数</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>敞口</translation>
    </message>
    <message>
        <source>Days late</source>
        <translation>逾期天数</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Falls due</source>
        <translation>应还</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Promised for</source>
        <translation>承诺还款日</translation>
    </message>
    <message>
        <source>Promised</source>
        <translation>承诺金额</translation>
    </message>
    <message>
        <source>Check by</source>
        <translation>检查期限</translation>
    </message>
    <message>
        <source>Visit by</source>
        <translation>走访期限</translation>
    </message>
    <message>
        <source>Worse by</source>
        <translation>恶化期限</translation>
    </message>
    <message>
        <source>How likely</source>
        <translation>可能性</translation>
    </message>
    <message>
        <source>Short by</source>
        <translation>缺口期限</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自何时起</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>To decide</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>With the supervisor</source>
        <translation>待主管处理</translation>
    </message>
    <message>
        <source>Due in three days</source>
        <translation>三日内到期</translation>
    </message>
    <message>
        <source>Promises to pay</source>
        <translation>还款承诺</translation>
    </message>
    <message>
        <source>Use of money to check</source>
        <translation>待查资金用途</translation>
    </message>
    <message>
        <source>To visit</source>
        <translation>待走访</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>全部档案</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Referred</source>
        <translation>已转交</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>资料不全</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>逾期</translation>
    </message>
    <message>
        <source>Models warn</source>
        <translation>模型预警</translation>
    </message>
    <message>
        <source>Likely to need money</source>
        <translation>可能需要资金</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>尚未发送</translation>
    </message>
    <message>
        <source>Refused by the hub</source>
        <translation>中心未接受</translation>
    </message>
    <message>
        <source>Nothing waits for a supervisor</source>
        <translation>没有待主管处理的决定</translation>
    </message>
    <message>
        <source>Decisions come here that wait for a second person, were referred beyond an officer&apos;s authority, or exceed a limit together with another; and surveys that nobody has reviewed yet.</source>
        <translation>待第二人确认的、因超出信贷员权限而转交的，以及与另一项批准合计超限的决定，会出现在这里；尚未复核的实地调研也在这里。</translation>
    </message>
    <message>
        <source>Nothing falls due in three days</source>
        <translation>三日内没有到期款项</translation>
    </message>
    <message>
        <source>Loans come here three days before an instalment that is not paid yet. What is past its day is under Overdue.</source>
        <translation>未还的一期在到期前三天出现在这里；过期未还的见“逾期”。</translation>
    </message>
    <message>
        <source>No promise is open or broken</source>
        <translation>没有待兑现或未兑现的承诺</translation>
    </message>
    <message>
        <source>Take a promise to pay in the Loans tab of a file. It stays here until the money has come in.</source>
        <translation>请在档案的“贷款”页记下还款承诺；款项到账之前，它一直在这里。</translation>
    </message>
    <message>
        <source>Every use of money has been checked</source>
        <translation>资金用途均已检查</translation>
    </message>
    <message>
        <source>A loan comes here when it is drawn and goes when you record in its Loans tab what the money was used for.</source>
        <translation>贷款放出后出现在这里；在其“贷款”页记下资金用途的检查结果后即消失。</translation>
    </message>
    <message>
        <source>Nobody is to be visited</source>
        <translation>没有待走访的卖家</translation>
    </message>
    <message>
        <source>Sellers come here whom a campaign asks to visit, until a survey is finished, and surveys that a supervisor asked for again or rejected.</source>
        <translation>走访活动要求走访的卖家会出现在这里，直到调研定稿；主管要求重做或否决的调研也在这里。</translation>
    </message>
    <message>
        <source>No running loan is expected to get worse</source>
        <translation>没有预计会恶化的在贷客户</translation>
    </message>
    <message>
        <source>Borrowers come here whose loan a model expects to get worse within weeks, from the records on this device. A person looks; nothing is done by itself.</source>
        <translation>依据本机数据，模型预计数周内还款会恶化的借款人会出现在这里。由人查看，系统不自动处理。</translation>
    </message>
    <message>
        <source>Nobody is expected to run short of money</source>
        <translation>没有预计会缺资金的卖家</translation>
    </message>
    <message>
        <source>Sellers come here whom a model expects to need money within a month or a quarter. Invite them from the preview, and record what they answered.</source>
        <translation>模型预计一个月或一个季度内需要资金的卖家会出现在这里。可在预览中邀请，并记下对方的答复。</translation>
    </message>
    <message>
        <source>Every file is complete</source>
        <translation>所有档案资料齐全</translation>
    </message>
    <message>
        <source>Files come here that lack a request, an authorisation in force or a check of identity.</source>
        <translation>没有申请、没有有效授权或身份核验未完成的档案，会出现在这里。</translation>
    </message>
    <message>
        <source>Nothing in this view</source>
        <translation>此视图中没有档案</translation>
    </message>
    <message>
        <source>Files come here by themselves when they belong here. The other views hold the rest.</source>
        <translation>符合条件的档案会自动出现在这里，其余档案在其他视图中。</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>常用视图</translation>
    </message>
    <message>
        <source>Applicants</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Contested</source>
        <translation>有冲突</translation>
    </message>
    <message>
        <source>Above authority</source>
        <translation>超出权限</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>待第二人确认</translation>
    </message>
    <message>
        <source>Committee&apos;s vote</source>
        <translation>待贷审会表决</translation>
    </message>
    <message>
        <source>Survey to review</source>
        <translation>调研待复核</translation>
    </message>
    <message>
        <source>Survey rejected</source>
        <translation>调研被否决</translation>
    </message>
    <message>
        <source>Survey asked again</source>
        <translation>调研须重做</translation>
    </message>
    <message>
        <source>A record that this version cannot read</source>
        <translation>有本版本无法读取的记录</translation>
    </message>
    <message>
        <source>No request yet</source>
        <translation>尚无申请</translation>
    </message>
    <message>
        <source>No authorisation for data</source>
        <translation>无数据授权书</translation>
    </message>
    <message>
        <source>Authorisation withdrawn</source>
        <translation>授权已撤回</translation>
    </message>
    <message>
        <source>Authorisation lapsed</source>
        <translation>授权已到期</translation>
    </message>
    <message>
        <source>Authorisation not in force yet</source>
        <translation>授权尚未生效</translation>
    </message>
    <message>
        <source>Identity not in order: {items}</source>
        <translation>身份核验不符：{items}</translation>
    </message>
    <message>
        <source>Identity to check again: {items}</source>
        <translation>身份核验已过期：{items}</translation>
    </message>
    <message>
        <source>Identity not checked: {items}</source>
        <translation>身份未核验：{items}</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>已邀请</translation>
    </message>
    <message>
        <source>Contacted</source>
        <translation>已联系</translation>
    </message>
    <message>
        <source>{odds} % in {n} days</source>
        <translation>{n} 天内 {odds} %</translation>
    </message>
    <message>
        <source>Broken</source>
        <translation>未兑现</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>In {n} days</source>
        <translation>还有 {n} 天</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>WorklistScreen</name>
    <message>
        <source>Worklist</source>
        <translation>工作清单</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>{n} chosen</source>
        <translation>已选 {n} 项</translation>
    </message>
    <message>
        <source>asked for {sum} in all</source>
        <translation>申请金额合计 {sum}</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>找到 {n} 项</translation>
    </message>
    <message>
        <source>{n} in this view</source>
        <translation>共 {n} 项</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Names, numbers, shops, pinyin and a phone&apos;s last digits are searched, in this view.</source>
        <translation>在本视图中按名称、编号、店铺、拼音和电话尾号查找。</translation>
    </message>
    <message>
        <source>Search all files</source>
        <translation>在全部档案中查找</translation>
    </message>
    <message>
        <source>Show all files</source>
        <translation>查看全部档案</translation>
    </message>
    <message>
        <source>No files on this device yet</source>
        <translation>本机还没有档案</translation>
    </message>
    <message>
        <source>Your files come from the hub. Synchronise while you have a network; then work anywhere.</source>
        <translation>档案来自中心。请在有网络时同步，之后随处可以工作。</translation>
    </message>
    <message>
        <source>Synchronise now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Rows copied: {n}.</source>
        <translation>已复制 {n} 行。</translation>
    </message>
    <message>
        <source>Search names, numbers, shops</source>
        <translation>搜索名称、编号、店铺</translation>
    </message>
    <message>
        <source>Search this list</source>
        <translation>在列表中搜索</translation>
    </message>
</context>
</TS>
